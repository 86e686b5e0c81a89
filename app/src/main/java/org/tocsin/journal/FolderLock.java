package org.tocsin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a data folder to one journal of one process, by a lock that ends with the process, and
 * remembers whether the last one was closed or stopped otherwise.
 */
final class FolderLock implements AutoCloseable {
    private static final String CLOSED = "closed";
    private static final int MAX_TEXT_BYTES = 100;

    private final FileChannel channel;
    private final boolean wasClosed;

    private FolderLock(FileChannel channel, boolean wasClosed) {
        this.channel = channel;
        this.wasClosed = wasClosed;
    }

    /**
     * @throws IllegalStateException if it is taken
     */
    static FolderLock take(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve("journal.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            boolean taken = tryLock(channel);
            String before = read(channel);
            if (!taken) {
                throw new IllegalStateException(
                        "The journal in %s is open in process %s. Stop that one, or choose another data folder."
                                .formatted(folder, before));
            }
            write(channel, Long.toString(ProcessHandle.current().pid()));
            return new FolderLock(channel, before.isEmpty() || before.equals(CLOSED));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(MAX_TEXT_BYTES);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    }

    private static void write(FileChannel channel, String text) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
        channel.force(true);
    }

    /** Whether whoever had the folder before closed its journal, or nobody had. */
    boolean wasClosed() {
        return wasClosed;
    }

    /** Gives the folder up after the journal was closed in order. */
    void closeInOrder() throws IOException {
        write(channel, CLOSED);
        close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
