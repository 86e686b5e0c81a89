package org.tocsin.journal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the witness files say at the start.
 *
 * @param found whether there were any files
 * @param generation the newest of which a sound frame was found; 0 if none was
 * @param base how that generation began, unless that is damaged
 * @param batches the sound batches of that generation, in order
 * @param flaws for what reasons something may be missing here, in words that follow "the witness"
 */
record Testimony(
        boolean found,
        long generation,
        Optional<Frame.Base> base,
        List<Batch> batches,
        List<String> flaws) {

    static Testimony read(Path folder) throws IOException {
        var frames = new ArrayList<Frame>();
        var flaws = new ArrayList<String>();
        int present = 0;
        for (Path file : Witness.files(folder)) {
            if (!Files.exists(file)) {
                flaws.add("has no file " + file.getFileName());
                continue;
            }
            present++;
            read(file, frames, flaws);
        }
        if (present == 0) return new Testimony(false, 0, Optional.empty(), List.of(), List.of());
        return newest(frames, flaws);
    }

    private static void read(Path file, List<Frame> frames, List<String> flaws) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            long size = channel.size();
            if (size == 0 || size % Witness.STEP_BYTES != 0 || size > Integer.MAX_VALUE) {
                flaws.add("was cut: %s has %d bytes".formatted(file.getFileName(), size));
            }
            int length = (int) Math.min(size, Integer.MAX_VALUE - 7);
            if (length == 0) return;
            ByteBuffer bytes =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, length, arena).asByteBuffer();
            read(bytes, file, frames, flaws);
        }
    }

    /** Takes every sound frame, also behind damaged bytes. */
    private static void read(ByteBuffer bytes, Path file, List<Frame> frames, List<String> flaws) {
        int before = frames.size();
        long newest = 0;
        int at = 0;
        while (at < bytes.limit()) {
            @Nullable Frame frame = Frame.decode(bytes, at);
            if (frame == null) {
                boolean expected = at == 0 || isNext(bytes, at, newest);
                if (expected)
                    flaws.add("is unreadable at byte %d of %s".formatted(at, file.getFileName()));
                at += Frame.ALIGNMENT;
                continue;
            }
            frames.add(frame);
            newest = Math.max(newest, frame.generation());
            at += Frame.seemingBytes(bytes, at);
        }
        if (frames.size() == before) flaws.add("has nothing in " + file.getFileName());
    }

    /** Whether an unsound frame here claims to be of this file's newest generation, or a later. */
    private static boolean isNext(ByteBuffer bytes, int at, long newest) {
        return at + Frame.HEADER_BYTES <= bytes.limit()
                && bytes.getInt(at) == Frame.MARK
                && bytes.getLong(at + 16) >= newest;
    }

    private static Testimony newest(List<Frame> frames, List<String> flaws) {
        long newest = frames.stream().mapToLong(Frame::generation).max().orElse(0);
        Optional<Frame.Base> base = Optional.empty();
        var batches = new ArrayList<Batch>();
        long sequence = 0;
        for (Frame frame : frames) {
            if (frame.generation() != newest) continue;
            if (frame.sequence() != sequence) {
                flaws.add("misses record %d of generation %d".formatted(sequence, newest));
            }
            sequence = frame.sequence() + 1;
            switch (frame.content()) {
                case Frame.Base found -> base = Optional.of(found);
                case Frame.Added added -> batches.add(added.batch());
            }
        }
        return new Testimony(true, newest, base, List.copyOf(batches), List.copyOf(flaws));
    }
}
