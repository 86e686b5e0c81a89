package org.tocsin.bench;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * Asks the same kind of question many times on one thread, and prints what it cost. On a machine
 * that does other things the processor's time tells more than the clock's.
 */
final class Measured {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Measured() {}

    interface Question {
        long ask(int round);
    }

    private static long answers;

    static void printHead() {
        System.out.printf(
                Locale.ROOT,
                "%-52s %9s %9s %9s %9s %9s %9s%n",
                "one question",
                "min µs",
                "p50 µs",
                "p99 µs",
                "cpu µs",
                "p99 cpu",
                "bytes");
    }

    /** The processor time of one question in µs, on average. */
    static double measure(String name, int warmUp, int questions, Question question) {
        for (int i = 0; i < warmUp; i++) answers += question.ask(i);
        double[] micros = new double[questions];
        double[] cpuMicros = new double[questions];
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long cpu = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < questions; i++) {
            long cpuStart = THREADS.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            answers += question.ask(warmUp + i);
            micros[i] = (System.nanoTime() - start) / 1e3;
            cpuMicros[i] = (THREADS.getCurrentThreadCpuTime() - cpuStart) / 1e3;
        }
        cpu = THREADS.getCurrentThreadCpuTime() - cpu;
        bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        Arrays.sort(micros);
        Arrays.sort(cpuMicros);
        double each = cpu / 1e3 / questions;
        System.out.printf(
                Locale.ROOT,
                "%-52s %9.1f %9.1f %9.1f %9.1f %9.1f %9d%n",
                name,
                micros[0],
                micros[questions / 2],
                micros[questions * 99 / 100],
                each,
                cpuMicros[questions * 99 / 100],
                bytes / questions);
        return each;
    }

    /** So that no answer is left out as unused. */
    static void printAnswers() {
        System.out.println("(answers: " + answers + ")");
    }
}
