package dev.perdure.architecture.wrong.thedomaintakestimechanceandidsasinputs.tool;

import java.util.Random;

public interface DrawsLots {
    Random lots();
}
