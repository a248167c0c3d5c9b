/**
 * Our pages in a real browser: {@link io.jenkins.plugins.deployhooks.ui.browser.Chromium} starts one and talks to it in its own
 * protocol. Tests are left out, and say so, where there is none.
 */
package io.jenkins.plugins.deployhooks.ui.browser;
