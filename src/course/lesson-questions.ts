import { right, wrong, type Question } from './question';

/** Questions about the lessons, in their order. */
export const lessonQuestions: Question[] = [
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
