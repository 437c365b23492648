"""Database steps asked for on another thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from desktop.sync.errors import HubAway, SyncError
from desktop.sync.steps import WorkerSteps
from desktop.ui.tasks import Tasks


@pytest.fixture
def worker() -> Iterator[Tasks]:
    tasks = Tasks(lambda job: job())
    yield tasks
    tasks.stop()


def test_a_step_runs_on_the_worker_and_its_result_comes_back(worker: Tasks) -> None:
    steps = WorkerSteps(worker.run)
    assert steps(divmod, 17, 5) == (3, 2)
    name = steps(lambda: threading.current_thread().name)
    assert name == "records"


def test_what_a_step_raises_is_raised_here(worker: Tasks) -> None:
    def fail() -> None:
        raise HubAway("away")

    with pytest.raises(HubAway):
        WorkerSteps(worker.run)(fail)
    with pytest.raises(TimeoutError, match="its own"):
        WorkerSteps(worker.run)(lambda: (_ for _ in ()).throw(TimeoutError("its own")))


def test_on_the_workers_own_thread_a_step_runs_at_once(worker: Tasks) -> None:
    steps = WorkerSteps(worker.run)
    assert steps(lambda: steps(lambda: "inner")) == "inner"


def test_a_worker_that_has_stopped_does_not_hold_the_caller_and_never_runs_the_step() -> None:
    jobs: list[Callable[[], None]] = []
    done: list[str] = []
    with pytest.raises(SyncError, match="did not take the step"):
        WorkerSteps(jobs.append, patience=0.05)(done.append, "x")
    for job in jobs:
        job()
    assert done == []
