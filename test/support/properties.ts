import fc from "fast-check";

// Every run tries the same cases, so that a red suite means a change and not luck; PROPERTY_SEED=<number> tries others. A slow machine tries
// fewer, and a failing property has said its counterexample before the test is out of time.
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20_261_121), interruptAfterTimeLimit: 20_000 });
