"""Workers as actors of a Ray cluster: a node may die, and no verdict is lost or changed."""

from __future__ import annotations

import contextlib
import functools
import os
import threading
import time
from collections.abc import Iterator
from typing import Any

import psutil
import pytest

from lean_env import Budget, CheckerPool, ClusterOptions, LeanEnvError, Status, open_checker, open_pool
from tests.lean_env.scripted import GOOD, requests

pytestmark = [pytest.mark.ray, pytest.mark.slow]
ray = pytest.importorskip("ray", reason="the extra `ray` is not installed")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two nodes of one core each; the first can only be left by ending the cluster.

    This process joins while there is no node but the first: later Ray would choose one, and that could not be removed.
    """
    from ray.cluster_utils import Cluster

    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    # A dead node is noticed soon; on a busy machine a process of Ray's may take minutes to report.
    config = {
        "health_check_initial_delay_ms": 1000,
        "health_check_period_ms": 500,
        "health_check_failure_threshold": 3,
        "worker_register_timeout_seconds": 600,
    }
    small = {"num_cpus": 1, "object_store_memory": 80 << 20, "include_dashboard": False}
    nodes = Cluster(initialize_head=True, connect=True, head_node_args={**small, "_system_config": config})
    nodes.add_node(num_cpus=1, object_store_memory=80 << 20)
    yield nodes
    ray.shutdown()
    nodes.shutdown()


def options(cluster: Any, **changes: Any) -> ClusterOptions:
    return ClusterOptions(**{"address": cluster.address, "backend": "embedded", "patience": 600.0, **changes})


def test_a_node_that_dies_in_the_middle_costs_no_verdict(cluster: Any, embedded_pool: CheckerPool) -> None:
    """Its work moves to the other one; when it is back, an actor runs there again."""
    asked = requests(300)
    expected = [verdict.status for verdict in embedded_pool.check_all(asked)]
    (second,) = [node for node in cluster.list_all_nodes() if node != cluster.head_node]
    with open_checker("ray", cluster=options(cluster)) as checker:
        assert checker.fingerprint == embedded_pool.fingerprint
        verdicts = checker.check_all(asked)
        statuses = [next(verdicts).status for _ in range(60)]
        cluster.remove_node(second, allow_graceful=False)
        statuses += [verdict.status for verdict in verdicts]
        assert statuses == expected
        # The loss of an actor that held no request is told by the cluster in its own time.
        deadline = time.monotonic() + 60
        while checker.restarts == 0 and time.monotonic() < deadline:
            time.sleep(0.1)
        assert checker.restarts >= 1
        cluster.add_node(num_cpus=1, object_store_memory=80 << 20)
        assert [verdict.status for verdict in checker.check_all(asked[:20])] == expected[:20]


def test_requests_without_any_actor_end_as_crashed(cluster: Any) -> None:
    """After its patience, and never as rejected."""
    with pytest.raises(LeanEnvError, match="gave no actor"):
        open_checker("ray", cluster=options(cluster, resources={"nowhere": 1.0}, patience=2.0))


def test_a_node_that_cannot_check_says_why(cluster: Any) -> None:
    """A Lean that is not there is one line, not a run of crashes."""
    from lean_env.cluster import RayChecker

    opener = functools.partial(open_pool, "lean3", lean="/nowhere", workers=1)
    with pytest.raises(LeanEnvError, match="no Lean executable"):
        RayChecker(options(cluster), opener)


def test_actors_that_die_at_their_start_end_the_start(cluster: Any) -> None:
    """They are not begun again for ever."""
    from lean_env.cluster import RayChecker

    with pytest.raises(LeanEnvError, match="no actor of the Ray cluster can check"):
        RayChecker(options(cluster, actors=1), functools.partial(os._exit, 1))


def test_killed_actors_change_no_verdict(cluster: Any, embedded_pool: CheckerPool) -> None:
    """kill -9 of an actor's process, three times: each request has the verdict that it has without."""
    asked = requests(300)
    stop = threading.Event()
    kills: list[int] = []

    def kill() -> None:
        while len(kills) < 3 and not stop.wait(0.3):
            for process in psutil.process_iter(["cmdline"]):
                if "ray::_CheckerActor" in " ".join(process.info["cmdline"] or []):
                    with contextlib.suppress(psutil.NoSuchProcess):
                        process.kill()
                        kills.append(process.pid)
                    break

    with open_checker("ray", cluster=options(cluster)) as checker:
        killer = threading.Thread(target=kill)
        killer.start()
        rounds = []
        try:
            while not kills:  # a quick machine is through before the first kill
                rounds.append([verdict.status for verdict in checker.check_all(asked)])
        finally:
            stop.set()
            killer.join()
    expected = [verdict.status for verdict in embedded_pool.check_all(asked)]
    assert all(statuses == expected for statuses in rounds)


def test_a_budget_reaches_the_actor(cluster: Any) -> None:
    """A check that may spend next to nothing does not end as accepted."""
    with open_checker("ray", cluster=options(cluster, actors=1)) as checker:
        assert checker.check(GOOD).accepted
        assert checker.check(GOOD, Budget(steps=1)).status is Status.TIMEOUT


def test_a_process_joins_the_cluster_by_itself_and_leaves_it(cluster: Any) -> None:
    """One that is in no cluster is in none again when its checker is closed."""
    ray.shutdown()
    with open_checker("ray", cluster=options(cluster, actors=1)) as checker:
        assert checker.check(GOOD).accepted
    assert not ray.is_initialized()


def test_no_cluster_is_one_line() -> None:
    """It says how to start one."""
    ray.shutdown()  # a process that is in a cluster stays there, wherever it is sent
    with pytest.raises(LeanEnvError, match="no Ray cluster"):
        open_checker("ray", cluster=ClusterOptions(address="127.0.0.1:9"))
