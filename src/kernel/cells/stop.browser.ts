export { isStopDue } from '../../browser/cells/stop';
