"""PyTorch: `plain` with the defaults; `fused` with fused Adam and channels-last images; `compiled` also with torch.compile."""

import torch
from common import SETTING, images, serve
from torch_models import build_model


def build(task, batch, width):
    model = build_model(task, width)
    x = torch.from_numpy(images())
    if task == "2-convolutional":
        x = x.reshape(-1, 1, 28, 28)
    if SETTING != "plain":
        model = model.to(memory_format=torch.channels_last) if x.ndim == 4 else model
        x = x.contiguous(memory_format=torch.channels_last) if x.ndim == 4 else x
    optimizer = torch.optim.Adam(model.parameters(), 0.001, eps=1e-7, fused=SETTING != "plain")
    to_loss = torch.compile(model) if SETTING == "compiled" else model

    def fit(steps):
        total = 0.0
        for i in range(steps):
            part = x[i * batch : (i + 1) * batch]
            optimizer.zero_grad()
            loss = to_loss(part)
            loss.backward()
            optimizer.step()
            total += loss.item()
        return total / steps

    return fit


serve(torch.__version__, build)
