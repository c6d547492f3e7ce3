/** What a check found wrong. */
export interface Fault {
  /** What was seen, naming the model and the layer: 'decoder layer 2: expected 128 units, got 64'. */
  rationale: string;
  /** The likely cause and one thing to try. */
  help: string;
  expected?: string;
  actual?: string;
}

/** Thrown by a check that does not pass. */
export class Finding extends Error {
  override readonly name = 'Finding';
  constructor(readonly fault: Fault) {
    super(fault.rationale);
  }
}

/** One thing that is judged; `Trial` is what the checks of a task hand on to each other. */
export interface Check<Trial> {
  id: string;
  title: string;
  points: number;
  /** Checks that must have passed; else this one is skipped and says what it waits for. */
  needs: string[];
  /** Makes the check a hidden one: when it fails, this line is all the learner is told. */
  hidden?: string;
  /** @throws Finding when the submission is wrong, SubmissionError when its code throws */
  run(trial: Trial): Promise<void>;
}
