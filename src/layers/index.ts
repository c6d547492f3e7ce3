export { activityRegularization, type ActivityRegularizationArgs } from './activity-regularization';
export { klDivergence, klLoss, type KlLossArgs } from './kl-divergence';
export { reconstructionLoss } from './reconstruction-loss';
export { sampling } from './sampling';
export { contractiveDense, type ContractiveDenseArgs } from './contractive-dense';
export { kSparse, type KSparseArgs } from './k-sparse';
