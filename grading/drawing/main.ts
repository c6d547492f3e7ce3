import { serveSubmission } from '../submission/serve-submission';

// The isolated process of a submission whose model is trained for a picture, on the fastest backend that starts there.
process.env.AUTOENCODERS_THREADS = '1';
serveSubmission();
