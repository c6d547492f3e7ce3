"""t-SNE, UMAP and pictures as Python's own libraries make them, on all cores."""

import io
import os
import warnings

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
import sklearn  # noqa: E402
from common import answer, everyday, test_images  # noqa: E402

warnings.filterwarnings("ignore")
CORES = os.cpu_count()
PERPLEXITY, ITERATIONS, NEIGHBOURS, EPOCHS = 30, 750, 15, 200


def read(folder, name, columns):
    return np.fromfile(os.path.join(folder, f"{name}.f32"), np.float32).reshape(-1, columns)


def map_codes(make):
    """Maps the codes in a folder to points, which are written there."""

    def ready(setting, folder):
        codes = read(folder, "codes", 32)

        def work():
            points = np.asarray(make(setting, codes), np.float32)
            points.tofile(os.path.join(folder, f"science-{setting}.f32"))

        return work

    return ready


def tsne(setting, codes):
    if setting == "scikit-learn":
        from sklearn.manifold import TSNE

        return TSNE(perplexity=PERPLEXITY, max_iter=ITERATIONS, n_jobs=CORES).fit_transform(codes)
    from openTSNE import TSNE

    early = ITERATIONS // 3
    method = setting.split("-")[1]
    return TSNE(
        perplexity=PERPLEXITY,
        early_exaggeration_iter=early,
        n_iter=ITERATIONS - early,
        negative_gradient_method=method,
        n_jobs=CORES,
    ).fit(codes)


def umap(_setting, codes):
    from umap import UMAP

    return UMAP(n_neighbors=NEIGHBOURS, n_epochs=EPOCHS, n_jobs=CORES).fit_transform(codes)


def to_png(figure, dpi=100):
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=dpi, transparent=True)
    plt.close(figure)
    return file.getvalue()


def grid(setting, _folder):
    """The ten digits twice, three pixels wide each pixel: `axes` with one for each image, `page` with one for all."""
    images = test_images()[:20].reshape(20, 28, 28)

    def axes():
        figure, places = plt.subplots(2, 10, figsize=(8.69, 1.73))
        for place, image in zip(places.flat, images):
            place.imshow(image, cmap="gray", vmin=0, vmax=1)
            place.axis("off")
        return to_png(figure)

    def page():
        figure = plt.figure(figsize=(8.69, 1.73))
        place = figure.add_axes([0, 0, 1, 1])
        place.axis("off")
        place.imshow(images.reshape(2, 10, 28, 28).swapaxes(1, 2).reshape(56, 280), cmap="gray", interpolation="nearest")
        return to_png(figure)

    return {"axes": axes, "page": page}[setting]


def scatter(setting, folder):
    """Ten thousand points: `scatter` with a colour each, `classes` with a call of `plot` and a shape for each class."""
    points = read(folder, "points", 2)
    with open(os.path.join(folder, "labels"), "rb") as file:
        labels = np.frombuffer(file.read(), np.uint8)
    shapes = "osDXPv^<*p"

    def work():
        figure, place = plt.subplots(figsize=(7, 5))
        if setting == "scatter":
            drawn = place.scatter(points[:, 0], points[:, 1], s=14, c=labels, cmap="tab10")
            figure.colorbar(drawn)
        else:
            for label in range(10):
                place.plot(*points[labels == label].T, shapes[label], markersize=3.6, label=str(label))
            figure.legend()
        place.set(title="Codes of the test digits", xlabel="first dimension", ylabel="second dimension")
        return to_png(figure)

    return work


def curve(_setting, _folder):
    loss = [0.3 / (epoch + 1) + 0.1 for epoch in range(10)]

    def work():
        figure, place = plt.subplots(figsize=(7, 4.3))
        place.plot(range(1, 11), loss, "o-", label="loss")
        place.plot(range(1, 11), [value + 0.01 for value in loss], "o--", label="val_loss")
        place.set(title="Training", xlabel="epoch", ylabel="loss")
        place.legend()
        place.grid()
        return to_png(figure)

    return work


def score(file, folder):
    """How well points keep the neighbours of the codes, from 0 to 1."""
    from sklearn.manifold import trustworthiness

    return {"trust": float(trustworthiness(read(folder, "codes", 32), read(folder, file, 2), n_neighbors=12))}


works = {"tsne": map_codes(tsne), "umap": map_codes(umap), "grid": grid, "scatter": scatter, "curve": curve}
answer(f"scikit-learn {sklearn.__version__}", {**everyday(works), "score": score})
