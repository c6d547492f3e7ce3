import type { Help } from './help';

/** Frames of TensorFlow.js that load or save a model. */
const loading = /loadLayersModel|loadGraphModel|NodeFileSystem|file_system\.js|decodeWeights|loadWeights/;

const LOAD = "give the path of a model.json: tf.loadLayersModel('file://folder/model.json')";
const SAVE = "give the folder to save to: model.save('file://folder')";

/** Messages about saving and loading models. */
export const fileHelps: Help[] = [
  [
    /Failed to parse URL from ~|load handlers for URL '~/,
    'a path must start with file://, and ~ is not expanded in it: tf.loadLayersModel(`file://${os.homedir()}/folder/model.json`)',
  ],
  [/URL path for http must not be null, undefined or empty/, LOAD],
  [/save handlers for URL ''/, SAVE],
  [
    /(?:ENOTDIR|EEXIST).*, mkdir '(.*)'/,
    'a file is in the way of the folder $1: choose another name for the folder',
  ],
  [
    /Unknown layer: (?!Functional|\[object)(\S+?)\./,
    "before loading, register the class of that layer: tf.serialization.registerClass($1), with static className = '$1'",
  ],
  [
    /Failed to parse URL from (.+)$|Cannot find any load handlers for URL '(.+?)'/,
    "a path must start with file://: tf.loadLayersModel('file://$1$2')",
  ],
  [
    /save handlers for URL '(?:indexeddb|localstorage|downloads):\/\/(.*?)'/,
    "that is a browser's storage; here a model is saved to a folder: model.save('file://$1')",
  ],
  [/save handlers for URL '(?!file:\/\/)(.+?)'/, "a path must start with file://: model.save('file://$1')"],
  [
    /must be a file\. Loading from a directory/,
    "name the file in that folder: tf.loadLayersModel('file://folder/model.json')",
  ],
  [
    /^fetch failed: (not implemented|unknown scheme)/,
    'a path on this machine starts with file:// and two slashes: file://folder/model.json',
  ],
  [
    /^fetch failed: /,
    'there was no answer: check the address, and that this machine is connected to the network',
  ],
  [
    /exists as a file\. The path must/,
    'a model is saved as a folder: choose a name that is not taken by a file',
  ],
  [
    /ENOENT.*mkdir '\//,
    'the parent folder is missing. file:/// with three slashes starts at the root of the disk, file:// with two in the folder of the notebook',
  ],
  [
    /Weight file .* does not exist/,
    'model.json and its .bin files belong together: copy the whole folder that model.save() wrote',
  ],
  [
    /^Path .* does not exist/,
    'paths are relative to the folder of the notebook (process.cwd()); model.save() writes a folder with a model.json in it',
  ],
  [
    /should have \d+ values but has \d+|byte length of \w+ should be a multiple|Invalid typed array length|out(side)? (of )?(the )?bounds/,
    'the .bin file is shorter than model.json specifies: it was cut off, or belongs to another model; save the model again',
    loading,
  ],
  [
    /not valid JSON|Unexpected (end of JSON|token)/,
    'this is not a model.json, or only a part of one. tf.loadLayersModel reads what model.save() wrote; a .keras or .h5 file of Keras must be converted first with tensorflowjs_converter',
    loading,
  ],
  [
    /`batchInputShape` or an `inputShape`|expected array for nodeData|Unknown (layer|initializer|regularizer): (Functional|\[object Object\])/,
    "the model was saved by Keras 3, which TensorFlow.js cannot read. In Python: pip install tf_keras, set TF_USE_LEGACY_KERAS=1 before importing TensorFlow, model.save('model.h5'), then tensorflowjs_converter --input_format keras model.h5 folder",
    /deserialize|fromConfig/,
  ],
];

/** Messages that the user's own code may throw too: they get help only if TensorFlow.js threw them. */
export const insideFiles: Help[] = [
  [/reading 'load'/, LOAD],
  [/reading 'save'/, SAVE],
  [
    /reading '(?:model_config|weightsManifest)'|Improper config format/,
    'the file is JSON, but not a layers model: tf.loadLayersModel reads what model.save() wrote; use tf.loadGraphModel for a graph model, such as a converted SavedModel',
  ],
  [
    /reading 'producer'/,
    'the file is JSON, but not a graph model: tf.loadLayersModel reads what model.save() wrote',
  ],
];
