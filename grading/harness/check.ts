/** What a check found to be wrong. */
export interface Fault {
  /** What is wrong, naming the model and the layer: 'decoder layer 2: expected 128 units, got 64'. */
  rationale: string;
  /** The likely cause and one thing to try. */
  help: string;
  expected?: string;
  actual?: string;
}

/** Thrown by a check that fails. */
export class Finding extends Error {
  override readonly name = 'Finding';
  constructor(readonly fault: Fault) {
    super(fault.rationale);
  }
}

/** A single check; `Trial` is the state that the checks of a task share. */
export interface Check<Trial> {
  id: string;
  title: string;
  points: number;
  /** Checks that must have passed; otherwise this one is skipped and says what it waits for. */
  needs: string[];
  /** Makes the check hidden: if it fails, learners see only this text. */
  hidden?: string;
  /** @throws Finding if the submission is wrong, SubmissionError if its code throws */
  run(trial: Trial): Promise<void>;
}
