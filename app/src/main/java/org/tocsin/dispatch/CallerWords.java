package org.tocsin.dispatch;

import java.util.Optional;

/** What is sealed of a call: who called, and what they said. */
public record CallerWords(Optional<String> name, Optional<String> number, Optional<String> text) {
    static CallerWords of(Request.TakeCall call) {
        return new CallerWords(call.callerName(), call.callerNumber(), call.text());
    }

    boolean isEmpty() {
        return name.isEmpty() && number.isEmpty() && text.isEmpty();
    }
}
