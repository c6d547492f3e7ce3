"""PyTorch outside of training: `eager`, or `compiled` by torch.compile, each with its best batch size."""

import torch
from common import answer, everyday, fastest, mnist, test_images
from torch.nn import functional as F
from torch_models import build_model

BATCHES = [256, 1000, 10000]


def load(_setting, _folder):
    return lambda: torch.from_numpy(mnist()[0])


def each_batch(model, x, setting, work):
    """`work(output, part)` for each part of the images, with the best size of these."""
    reconstruct = torch.compile(model.reconstruct) if setting == "compiled" else model.reconstruct

    def run(batch):
        with torch.inference_mode():
            return [work(reconstruct(part)[0], part) for part in x.split(batch)]

    return fastest([lambda batch=batch: run(batch) for batch in BATCHES])


def predict(task):
    def ready(setting, _folder):
        model = build_model(task).eval()
        x = torch.from_numpy(test_images())
        if task == "2-convolutional":
            model = model.to(memory_format=torch.channels_last)
            x = x.reshape(-1, 1, 28, 28).contiguous(memory_format=torch.channels_last)
        return each_batch(model, x, setting, lambda y, _: torch.sigmoid(y))

    return ready


def evaluate(setting, _folder):
    model, x = build_model("0-vanilla").eval(), torch.from_numpy(test_images())
    run = each_batch(model, x, setting, lambda y, part: F.binary_cross_entropy_with_logits(y, part) * len(part))
    return lambda: float(sum(run())) / len(x)


works = {
    "load": load,
    "predict-dense": predict("0-vanilla"),
    "predict-conv": predict("2-convolutional"),
    "evaluate": evaluate,
}
answer(torch.__version__, everyday(works))
