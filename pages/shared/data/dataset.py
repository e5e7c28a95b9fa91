"""The dataset, loaded once for all visitors, and where the browser fetches its layers."""

from geo import Dataset, changes_between, load_dataset
from geo.checksums import check_files
from geo.translations import SOURCE, in_language
from pages.shared.data.assets import layers_folder
from pages.shared.data.held import held
from pages.shared.data.package_source import own_data
from pages.shared.language.languages import language


def atlas_dataset() -> Dataset:
    """Return the dataset in the language of the visitor."""
    return dataset_in(language())


def source_dataset() -> Dataset:
    """Return the dataset in the language in which it was written."""
    return dataset_in(SOURCE)


@held
def dataset_in(code: str) -> Dataset:
    """Return the dataset in one language, loaded and checked once with the browser's layers.

    Its changes are computed with it.
    """
    if code == SOURCE:
        package = own_data()
        dataset = load_dataset(package.folder) if package else load_dataset()
        check_files(layers_folder(), "checksums.csv")
    else:
        dataset = in_language(dataset_in(SOURCE), code)
    changes_between(dataset, dataset.about["first"], dataset.about["as_of"])
    return dataset


def has_rows(dataset: Dataset, table: str) -> bool:
    """Return whether the data package has a table and rows in it."""
    frame = dataset.tables.get(table)
    return frame is not None and not frame.empty
