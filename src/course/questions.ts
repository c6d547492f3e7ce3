/** One choice of a question, and why it is right or wrong. */
export interface Choice {
  text: string;
  right: boolean;
  reason: string;
}

/** A question of the quiz; any number of its choices may be right. */
export interface Question {
  text: string;
  choices: Choice[];
}

const right = (text: string, reason: string): Choice => ({ text, right: true, reason });
const wrong = (text: string, reason: string): Choice => ({ text, right: false, reason });

/** The quiz, in the order in which it is asked. */
export const questions: Question[] = [
  {
    text: 'What is a "vanilla" autoencoder?',
    choices: [
      right(
        'a compression model',
        'It squeezes each input into a code of fewer numbers and unpacks it again.',
      ),
      right(
        'a model composed of an encoder and a decoder',
        'The encoder maps the input to the code, the decoder the code back to the input; they are trained as one.',
      ),
      wrong(
        'a generative model',
        'Nothing in its loss orders the latent space: a point drawn at random there mostly decodes to nothing you know.',
      ),
      right(
        'a model that learns a latent space representation',
        'To rebuild the input from the code alone, the code has to hold what matters about it.',
      ),
    ],
  },
  {
    text: 'What is a bottleneck?',
    choices: [
      wrong(
        'when you can no longer train your model',
        'Training that stalls has other causes; a bottleneck is a part of the model, put there on purpose.',
      ),
      wrong(
        'the latent space representation',
        'That is what comes out of the bottleneck: values, one set an input. The bottleneck is the layer.',
      ),
      right(
        'a layer that is smaller than the layers before and after it',
        'All that the rest of the network learns of the input has to pass through its few units.',
      ),
      wrong(
        'the compressed input',
        'That is the code, which the bottleneck puts out; the layer itself is the same for every input.',
      ),
    ],
  },
  {
    text: 'What is a variational autoencoder?',
    choices: [
      wrong(
        'an adversarial network',
        'No second network judges it: its loss is the reconstruction and a divergence, both computed directly.',
      ),
      right(
        'a generative model',
        'Its codes are held close to a standard normal, so a point drawn from that decodes to a new example.',
      ),
      wrong(
        'a compression model',
        'Its code is drawn at random, and pulled towards the prior at the cost of detail: it is built to draw new examples, not to pack old ones.',
      ),
      right(
        'a model composed of an encoder and a decoder',
        'The encoder gives a mean and a variance a latent dimension; the decoder takes what is drawn from them.',
      ),
    ],
  },
  {
    text: 'Which losses can train a vanilla autoencoder?',
    choices: [
      right('mean squared error', 'It measures how far each rebuilt number is from the one that went in.'),
      wrong(
        'L2 normalization',
        'It scales a vector to length 1. It compares nothing with the input, so there is nothing to learn from.',
      ),
      right(
        'cross entropy',
        'For pixels between 0 and 1: it is smallest where the reconstruction equals the input.',
      ),
      right(
        'Kullback-Leibler divergence',
        'It compares two distributions: of the input and its reconstruction, or of how often a unit is active and how often it should be, as in a sparse one.',
      ),
    ],
  },
  {
    text: 'Which losses can train a variational autoencoder?',
    choices: [
      right(
        'mean squared error',
        'As the reconstruction part: it is what a decoder with normal noise asks for.',
      ),
      right(
        'cross entropy',
        'As the reconstruction part: it is what a decoder of pixels between 0 and 1 asks for; the course uses it.',
      ),
      right(
        'Kullback-Leibler divergence',
        'As the second part: it keeps the distribution of each code close to the standard normal.',
      ),
      wrong(
        'L2 normalization',
        'It scales a vector and measures nothing; the latent space is kept in shape by the divergence.',
      ),
    ],
  },
];

/** The letter of each choice: a, b, c, d. */
export const letterOf = (index: number): string => String.fromCharCode(97 + index);
