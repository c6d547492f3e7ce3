/** Its name, for messages. */
export const modelsFile = 'src/finished/models.json';

/** The descriptions of the finished models, which are part of the bundle. */
export const readModels = (): unknown => require('./models.json');
