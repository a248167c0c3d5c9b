package io.jenkins.plugins.deployhooks.engine.archive.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Compresses by gzip, with a header that says neither name nor time. */
final class GzipPacker extends Packer {
    private static final int BUFFER = 256 * 1024;
    private static final int TRAILER = 8;

    /** Magic number, deflate, no flags, no time, no hints, an unknown system. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final CRC32 crc = new CRC32();
    private final ByteBuffer packed = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

    GzipPacker(WritableByteChannel channel) {
        super(channel);
        packed.put(HEADER);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        crc.update(bytes.duplicate());
        deflater.setInput(bytes);
        while (!deflater.needsInput()) {
            step();
        }
    }

    @Override
    void end() throws IOException {
        deflater.finish();
        while (!deflater.finished()) {
            step();
        }
        if (packed.remaining() < TRAILER) {
            drain();
        }
        packed.putInt((int) crc.getValue()).putInt((int) deflater.getBytesRead());
        drain();
    }

    private void step() throws IOException {
        deflater.deflate(packed);
        if (!packed.hasRemaining()) {
            drain();
        }
    }

    private void drain() throws IOException {
        packed.flip();
        out(packed);
        packed.clear();
    }

    @Override
    public void close() {
        deflater.end();
    }
}
