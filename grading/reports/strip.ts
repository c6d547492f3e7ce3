export { stripVTControlCharacters } from 'node:util';
