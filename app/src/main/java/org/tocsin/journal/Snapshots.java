package org.tocsin.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The latest snapshot of each center, a checksummed file each, replaced whole. */
final class Snapshots {
    private static final String MAGIC = "tocsin snapshot 1";
    private static final int CRC_BYTES = 8;
    private static final int MAX_HEADER_BYTES = 2_000;

    private final Path folder;

    Snapshots(Path folder) {
        this.folder = folder;
    }

    /** A snapshot that is there but of no use, and why. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String why) {
            super(why);
        }
    }

    synchronized Optional<Snapshot> find(String center) throws Unusable {
        Path file = file(center);
        if (!Files.exists(file)) return Optional.empty();
        try {
            long size = Files.size(file);
            if (size < CRC_BYTES || size > Snapshot.MAX_STATE_BYTES + MAX_HEADER_BYTES) {
                throw new Unusable("it has %d bytes".formatted(size));
            }
            byte[] bytes = Files.readAllBytes(file);
            int length = bytes.length - CRC_BYTES;
            if (ByteBuffer.wrap(bytes, length, CRC_BYTES).getLong() != crc(bytes, length)) {
                throw new Unusable("its checksum is wrong");
            }
            return Optional.of(parse(center, bytes, length));
        } catch (IOException | IllegalArgumentException e) {
            throw new Unusable("it cannot be read: " + e.getMessage());
        }
    }

    private static Snapshot parse(String center, byte[] bytes, int length)
            throws IOException, Unusable {
        var in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
        if (!in.readUTF().equals(MAGIC)) throw new Unusable("it has an unknown format");
        String found = in.readUTF();
        if (!found.equals(center)) throw new Unusable("it is of " + found);
        var head = new Head(in.readLong(), in.readUTF());
        return new Snapshot(center, head, in.readUTF(), in.readAllBytes());
    }

    synchronized void save(Snapshot snapshot) {
        Path file = file(snapshot.center());
        Path fresh = folder.resolve(file.getFileName() + ".new");
        try {
            Files.createDirectories(folder);
            try (var channel =
                    FileChannel.open(
                            fresh,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(format(snapshot));
                while (bytes.hasRemaining()) channel.write(bytes);
                channel.force(true);
            }
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("could not save the snapshot " + file, e);
        }
    }

    private static byte[] format(Snapshot snapshot) throws IOException {
        var bytes = new ByteArrayOutputStream(snapshot.state().length + MAX_HEADER_BYTES);
        var out = new DataOutputStream(bytes);
        out.writeUTF(MAGIC);
        out.writeUTF(snapshot.center());
        out.writeLong(snapshot.head().position());
        out.writeUTF(snapshot.head().hash());
        out.writeUTF(snapshot.codeVersion());
        out.write(snapshot.state());
        byte[] content = bytes.toByteArray();
        out.writeLong(crc(content, content.length));
        return bytes.toByteArray();
    }

    private static long crc(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }

    private Path file(String center) {
        return folder.resolve(Entry.checkCenter(center) + ".snapshot");
    }
}
