package org.tocsin.dispatch;

import org.tocsin.recommend.Inputs;
import org.tocsin.recommend.Recommendation;

/** What a decision rested on: the recommendation on the screen, and everything it was made from. */
public record Basis(Inputs inputs, Recommendation recommendation) {}
