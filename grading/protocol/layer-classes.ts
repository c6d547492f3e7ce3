import type { LayerClaim } from './subject';

/** tfjs' layers, by the names of their classes. */
const builtIn = new Set(
  `Activation Add AlphaDropout Average AveragePooling1D AveragePooling2D AveragePooling3D
  BatchNormalization Bidirectional CategoryEncoding CenterCrop Concatenate Conv1D Conv2D Conv2DTranspose Conv3D
  Conv3DTranspose ConvLSTM2D ConvLSTM2DCell Cropping2D Dense DepthwiseConv2D Dot Dropout ELU Embedding Flatten GRU GRUCell
  GaussianDropout GaussianNoise GlobalAveragePooling1D GlobalAveragePooling2D GlobalMaxPooling1D GlobalMaxPooling2D
  InputLayer LSTM LSTMCell LayerNormalization LeakyReLU Masking MaxPooling1D MaxPooling2D MaxPooling3D Maximum Minimum
  Multiply PReLU Permute RNN RandomWidth ReLU RepeatVector Rescaling Reshape Resizing SeparableConv2D SimpleRNN SimpleRNNCell
  Softmax SpatialDropout1D StackedRNNCells ThresholdedReLU TimeDistributed UpSampling2D ZeroPadding2D`
    .toLowerCase()
    .split(/\s+/),
);

/** Whether a class is not one of tfjs' layers. */
export const isOwn = (className: string): boolean => !builtIn.has(className.toLowerCase());

/** The last side of a layer's kernel, according to its settings; `undefined` if the class does not tell. */
export function outputsOf({ className, config }: LayerClaim): number | undefined {
  const key = { Dense: 'units', Conv2D: 'filters' }[className];
  const outputs = key && config[key];
  return typeof outputs === 'number' ? outputs : undefined;
}
