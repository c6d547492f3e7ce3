/** One choice of a question, and why it is correct or not. */
export interface Choice {
  text: string;
  right: boolean;
  reason: string;
}

/** A quiz question; any number of its choices may be correct. */
export interface Question {
  text: string;
  choices: Choice[];
}

const right = (text: string, reason: string): Choice => ({ text, right: true, reason });
const wrong = (text: string, reason: string): Choice => ({ text, right: false, reason });

/** The quiz questions, in order. */
export const questions: Question[] = [
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
  {
    text: 'Why does training an autoencoder need no labels?',
    choices: [
      right('the input is its own target', 'The loss compares the reconstruction with the input itself.'),
      wrong(
        'the encoder guesses the labels',
        'It outputs a code, and nobody tells it what the numbers in the code should mean.',
      ),
      wrong(
        'it is not trained with a loss',
        'It is: the loss measures how far the reconstruction is from the input.',
      ),
      wrong(
        'the labels are stored in the code',
        'Similar inputs get similar codes, which often separates classes, but no label is ever seen.',
      ),
    ],
  },
  {
    text: 'An autoencoder has layers 784-1000-784 and no penalty. What is true?',
    choices: [
      right(
        'it can learn to copy its input',
        'The code has room for every pixel, so copying is the easiest way to a small loss.',
      ),
      wrong('it has a bottleneck', 'Its code is larger than its input, so nothing has to be left out.'),
      right(
        'its loss can be small although it has learned little',
        'A copy has a perfect loss, and says nothing about what the inputs have in common.',
      ),
      wrong(
        'it compresses better than 784-32-784',
        'It does not compress at all: 1,000 numbers replace 784.',
      ),
    ],
  },
  {
    text: 'What does a denoising autoencoder get in training?',
    choices: [
      wrong('a clean input and a noisy target', 'It would learn to add noise, which nobody can predict.'),
      right(
        'a noisy input and a clean target',
        'So copying is wrong: it has to know what clean inputs look like.',
      ),
      wrong(
        'a noisy input and the same noisy target',
        'Then copying the noise would be the best it could do.',
      ),
      wrong(
        'labels that say where the noise is',
        'It needs none: the clean input is all there is to compare with.',
      ),
    ],
  },
  {
    text: 'Why does an L1 penalty make activations exactly 0, when an L2 penalty only makes them small?',
    choices: [
      right(
        'its slope stays the same all the way to 0',
        'So the last bit costs as much as the first, while the slope of a square vanishes near 0.',
      ),
      wrong('it is always larger', 'For activations above 1, the square is the larger one.'),
      wrong(
        'it applies to the weights',
        'Here both apply to the activations; what differs is their slope near 0.',
      ),
      wrong(
        'it counts the units that are not 0',
        'It adds up how large they are. (Their number has no useful gradient.)',
      ),
    ],
  },
  {
    text: 'What do convolutions bring to an autoencoder for pictures?',
    choices: [
      right(
        'weights that are shared by all places',
        'A kernel of nine weights is used everywhere in the picture.',
      ),
      right(
        'knowledge of which pixels are neighbours',
        'Each output depends only on a small window of the input.',
      ),
      right(
        'a feature map that moves along when the picture moves',
        'The kernel finds its pattern wherever it is, so the response moves with it.',
      ),
      wrong(
        'steps of training that take less time than those of a dense layer',
        'They have fewer weights, but each weight is used at many places, which takes longer.',
      ),
    ],
  },
  {
    text: 'What does a transposed convolution do?',
    choices: [
      wrong(
        'it undoes a convolution',
        'It goes back to the same size, but what the convolution lost, it cannot know.',
      ),
      right(
        'it spreads each number over a window, weighted by a kernel',
        'Where windows overlap, they add up.',
      ),
      wrong('it repeats each pixel', 'That is upsampling, which has no weights.'),
      right(
        'it can make a picture larger, with weights that are learned',
        'With stride 2, each side doubles.',
      ),
    ],
  },
  {
    text: 'Why does a variational autoencoder compute z = mean + deviation * epsilon?',
    choices: [
      right(
        'so that gradients reach the mean and the deviation',
        'All randomness is in epsilon, which depends on no weight.',
      ),
      wrong('so that z is the same in every call', 'It differs in every call: epsilon is drawn anew.'),
      wrong('so that z is always between 0 and 1', 'z may be any number; the divergence keeps it near 0.'),
      right(
        'so that z is drawn from the distribution that the encoder describes',
        'A standard normal number, scaled and shifted, has that mean and deviation.',
      ),
    ],
  },
  {
    text: 'The divergence in the loss of a variational autoencoder is multiplied by a large beta. What happens?',
    choices: [
      right('reconstructions get blurred', 'The code may say less, so the decoder has to draw averages.'),
      right(
        'the codes of all inputs become alike',
        'The divergence is smallest if each of them is N(0, 1): that is posterior collapse.',
      ),
      wrong('the divergence grows', 'It falls: the higher its price, the less of it the model buys.'),
      wrong('the reconstruction loss falls', 'It rises, because the divergence now matters more.'),
    ],
  },
];

/** The letter of each choice: a, b, c, d. */
export const letterOf = (index: number): string => String.fromCharCode(97 + index);
