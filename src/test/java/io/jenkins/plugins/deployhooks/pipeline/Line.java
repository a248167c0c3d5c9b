package io.jenkins.plugins.deployhooks.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A line between agents and a controller that passes as many bytes as a test wants, and then holds what comes after them:
 * whatever is transferred stands in its middle until the test goes on.
 */
final class Line implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;

    /** From agents to the controller. */
    final Flow up = new Flow();

    /** From the controller to agents. */
    final Flow down = new Flow();

    private final URL controller;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** To the controller at {@code controller}, which may be started again meanwhile. */
    Line(URL controller) throws IOException {
        this.controller = controller;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** For the option {@code -tunnel} of agents. */
    String tunnel() {
        return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    /** Everything passes. */
    void release() {
        up.hold(Long.MAX_VALUE);
        down.hold(Long.MAX_VALUE);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket agent = server.accept();
                threads.execute(() -> connect(agent));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void connect(Socket agent) {
        try {
            Socket jenkins = new Socket(InetAddress.getLoopbackAddress(), port());
            threads.execute(() -> up.pump(agent, jenkins));
            threads.execute(() -> down.pump(jenkins, agent));
        } catch (IOException e) {
            close(agent); // it tries again
        }
    }

    /** Where the controller of now listens to agents. */
    private int port() throws IOException {
        HttpURLConnection http = (HttpURLConnection) new URL(controller, "tcpSlaveAgentListener/").openConnection();
        String port = http.getHeaderField("X-Jenkins-JNLP-Port");
        if (port == null) {
            throw new IOException("there is no controller now");
        }
        return Integer.parseInt(port);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        release();
        threads.shutdownNow();
    }

    /** One direction. */
    final class Flow {
        private long passed;
        private long limit = Long.MAX_VALUE;
        private int held;

        /** Lets {@code bytes} more pass. */
        synchronized void hold(long bytes) {
            limit = bytes == Long.MAX_VALUE ? bytes : passed + bytes;
            notifyAll();
        }

        /** Whether there is more that does not pass now. */
        synchronized boolean isHeld() {
            return held > 0;
        }

        /** The bytes so far. */
        synchronized long passed() {
            return passed;
        }

        private synchronized void pass(int bytes, Socket from) throws InterruptedException {
            while (passed >= limit && !from.isClosed()) {
                held++;
                wait();
                held--;
            }
            passed += bytes;
        }

        private synchronized void ended() {
            notifyAll();
        }

        private void pump(Socket from, Socket to) {
            byte[] chunk = new byte[CHUNK];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                    pass(length, from);
                    out.write(chunk, 0, length);
                }
            } catch (IOException e) {
                // Whichever end is gone, so is the connection.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                Line.close(from);
                Line.close(to);
                up.ended();
                down.ended();
            }
        }
    }
}
