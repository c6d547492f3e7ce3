/** The project's folder: on a site, paths are relative to that of the course's files. */
export const root = '';
