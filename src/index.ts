export * from './backend';
export * from './course';
export * from './helpers';
export * from './layers';
export * from './models';
export * from './trained';
