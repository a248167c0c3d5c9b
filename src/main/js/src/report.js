// What goes wrong in our code is told on the browser's console and never to the page around us.
export function report(where, error) {
  try {
    console.error(`Deploy Hooks (${where}):`, error);
  } catch (e) {
    // No console: nobody to tell.
  }
}
