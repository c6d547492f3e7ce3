import { right, wrong, type Question } from './question';

/** The questions of the quiz. */
export const courseQuestions: Question[] = [
  {
    text: 'What is a "vanilla" autoencoder?',
    choices: [
      right(
        'a compression model',
        'It squeezes each input into a code of fewer numbers and unpacks it again: that is all it is trained for.',
      ),
      right(
        'a model composed of an encoder and a decoder',
        'The encoder maps the input to the code, and the decoder maps the code back to the input; they are trained as one model.',
      ),
      wrong(
        'a generative model',
        'Nothing in its loss gives the latent space an order: a random point in it usually decodes to nothing recognizable.',
      ),
      right(
        'a model that learns a latent space representation',
        'To reconstruct the input from the code alone, the code has to contain what matters about it.',
      ),
    ],
  },
  {
    text: 'What is a bottleneck?',
    choices: [
      wrong(
        'when you can no longer train your model',
        'Training stalls for other reasons; a bottleneck is a part of the model, put there on purpose.',
      ),
      wrong(
        'the latent space representation',
        'That is what comes out of the bottleneck, a different one for each input. The bottleneck is the layer itself, the same for every input.',
      ),
      right(
        'a layer that is smaller than the layers before and after it',
        'Everything the rest of the network learns about the input has to pass through its few units.',
      ),
      wrong(
        'the compressed input',
        'That is the code, which is what comes out of the bottleneck. The bottleneck is the layer it comes out of.',
      ),
    ],
  },
  {
    text: 'What is a variational autoencoder?',
    choices: [
      wrong(
        'an adversarial network',
        'No second network judges it: its loss is a reconstruction loss plus a divergence, both computed directly.',
      ),
      right(
        'a generative model',
        'Its codes are kept close to a standard normal distribution, so a point drawn from it decodes to a new example.',
      ),
      wrong(
        'a compression model',
        'It does have a small code, like a vanilla autoencoder, but that is not what it is for: the code is random and pulled towards the prior, at the cost of detail, so that new examples can be generated.',
      ),
      right(
        'a model composed of an encoder and a decoder',
        'The encoder outputs a mean and a variance for each latent dimension; the decoder takes a sample drawn from them.',
      ),
    ],
  },
  {
    text: 'Which losses can train a vanilla autoencoder?',
    choices: [
      right('mean squared error', 'It measures how far each reconstructed number is from the original.'),
      wrong(
        'L2 normalization',
        'It scales a vector to length 1. It does not compare anything with the input, so there is nothing to learn from.',
      ),
      right(
        'cross entropy',
        'For pixels between 0 and 1, it is smallest when the reconstruction equals the input.',
      ),
      right(
        'Kullback-Leibler divergence',
        'It compares two distributions: those of the input and its reconstruction, or, in a sparse autoencoder, how often a unit is active and how often it should be.',
      ),
    ],
  },
  {
    text: 'Which losses can train a variational autoencoder?',
    choices: [
      right('mean squared error', 'As the reconstruction term: it follows from a decoder with normal noise.'),
      right(
        'cross entropy',
        'As the reconstruction term: it follows from a decoder of pixels between 0 and 1. The course uses it.',
      ),
      right(
        'Kullback-Leibler divergence',
        'As the second term: it keeps the distribution of each code close to the standard normal.',
      ),
      wrong(
        'L2 normalization',
        'It scales a vector and measures nothing; the divergence is what keeps the latent space in shape.',
      ),
    ],
  },
];
