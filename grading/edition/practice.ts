/** What a graded submission imports as `autoencoders/grading`: practice is for notebooks, so this does nothing. */
export async function check(..._args: unknown[]): Promise<void> {}
