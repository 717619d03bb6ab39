"""The stand-in for IBM's servers below the real classes of `qiskit.providers.ibmq` (0.16 to 0.20).

It takes the place of the clients that speak HTTP: `AccountClient`, and for the login `AuthClient` and
`VersionClient`. Everything above is the package's own: IBMQ, accounts and their file, providers, backends,
jobs, results. Devices answer with the snapshots that they get, without errors; jobs run at once on Aer.
Runs on Python 3.8.
"""

from __future__ import annotations

import copy
import datetime
import json
import re

from qiskit.providers.aer import QasmSimulator
from qiskit.providers.aer.noise import NoiseModel
from qiskit.providers.ibmq import IBMQ, accountprovider, ibmqfactory
from qiskit.providers.ibmq.api.exceptions import RequestsApiError
from qiskit.qobj import QasmQobj

URLS = {"http": "https://rehearsal.invalid/api", "ws": "wss://rehearsal.invalid", "services": {}}
OPEN = ("ibm-q", "open", "main")
"""Hub, group and project of the provider that every account has; it is the default."""
SIMULATORS = {
    "ibmq_qasm_simulator": 32,
    "simulator_statevector": 32,
    "simulator_mps": 100,
    "simulator_stabilizer": 5000,
    "simulator_extended_stabilizer": 63,
}
"""The cloud simulators and their qubits."""
FOR_AER = ("shots", "memory", "memory_slots", "n_qubits", "seed_simulator", "seed", "method", "basis_gates")
"""What a simulator reads of a job's configuration; the rest is for hardware."""


class Platform:
    """What the servers know: devices and jobs."""

    def __init__(self, devices):
        """devices: of each the `name`, the length of the queue as `pending`, and paths `conf` and `props`."""
        self.devices = {device["name"]: device for device in devices}
        self.jobs = {}
        self.results = {}
        self.programs = {}

    def configurations(self):
        found = [dict(_json(device["conf"]), backend_name=name) for name, device in self.devices.items()]
        return found + [_simulator(name, qubits) for name, qubits in SIMULATORS.items()]

    def run(self, backend, program, name, tags):
        """Run a job at once; what the server would tell of it."""
        job_id = f"job{len(self.jobs) + 1}"
        now = datetime.datetime.now(datetime.timezone.utc).isoformat()
        self.programs[job_id] = copy.deepcopy(program)
        result = _result(program)
        result.update(backend_name=backend, job_id=job_id, date=now)
        self.results[job_id] = result
        job = {
            "job_id": job_id,
            "creation_date": now,
            "status": "COMPLETED",
            "kind": "q-object-external-storage",
            "tags": tags or [],
            "_backend_info": {"name": backend, "id": "0"},
            "time_per_step": {"CREATING": now, "COMPLETED": now},
            "run_mode": "fairshare",
        }
        if name:
            job["name"] = name
        self.jobs[job_id] = job
        return copy.deepcopy(job)

    def job(self, job_id):
        if job_id not in self.jobs:
            raise RequestsApiError(f"404 Client Error: job {job_id} not found")
        return self.jobs[job_id]


def _json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def _simulator(name, qubits):
    given = QasmSimulator().configuration().to_dict()
    given.update(
        backend_name=name, n_qubits=qubits, simulator=True, local=False, max_shots=100000, allow_q_object=True
    )
    given["online_date"] = "2019-05-02T08:15:00+00:00"
    return given


def _result(program):
    """What Aer gives for a program, as a dictionary."""
    configuration = program["config"]
    noise = configuration.get("noise_model")
    given = dict(program, config={key: configuration[key] for key in FOR_AER if key in configuration})
    options = {} if noise is None else {"noise_model": NoiseModel.from_dict(noise)}
    return QasmSimulator().run(QasmQobj.from_dict(given), **options).result().to_dict()


def account_client(platform):
    """A class to stand in place of `AccountClient`, on `platform`."""

    class OfflineAccountClient:
        """The methods are those of `AccountClient`."""

        def __init__(self, credentials, **_):
            pass

        def list_backends(self, timeout=None):
            return platform.configurations()

        def backend_status(self, backend_name):
            device = platform.devices.get(backend_name)
            return {
                "backend_name": backend_name,
                "backend_version": "1.0.0",
                "operational": True,
                "pending_jobs": device["pending"] if device else 0,
                "status_msg": "active",
            }

        def backend_properties(self, backend_name, datetime=None):
            device = platform.devices.get(backend_name)
            return dict(_json(device["props"]), backend_name=backend_name) if device else {}

        def backend_pulse_defaults(self, backend_name):
            return {}

        def backend_job_limit(self, backend_name):
            return {"maximumJobs": 5, "runningJobs": 0}

        def backend_reservations(self, backend_name, start_datetime=None, end_datetime=None):
            return []

        def my_reservations(self):
            return []

        def job_submit(self, backend_name, qobj_dict, job_name=None, job_tags=None, **_):
            return platform.run(backend_name, qobj_dict, job_name, job_tags)

        def job_get(self, job_id):
            return copy.deepcopy(platform.job(job_id))

        def job_status(self, job_id):
            return {"status": platform.job(job_id)["status"]}

        def job_final_status(self, job_id, timeout=None, wait=5, status_queue=None):
            return self.job_status(job_id)

        def job_result(self, job_id, use_object_storage):
            platform.job(job_id)
            return copy.deepcopy(platform.results[job_id])

        def job_download_qobj(self, job_id, use_object_storage):
            platform.job(job_id)
            return copy.deepcopy(platform.programs[job_id])

        def job_properties(self, job_id):
            return self.backend_properties(platform.job(job_id)["_backend_info"]["name"])

        def job_cancel(self, job_id):
            platform.job(job_id)
            return {"cancelled": False}

        def job_update_attribute(self, job_id, attr_name, attr_value):
            platform.job(job_id)[attr_name] = attr_value
            return {attr_name: attr_value}

        def job_delete(self, job_id):
            platform.job(job_id)
            del platform.jobs[job_id]

        def list_jobs_statuses(self, limit=10, skip=0, descending=True, extra_filter=None):
            wanted = [job for job in platform.jobs.values() if _matches(job, extra_filter or {})]
            if descending:
                wanted.reverse()
            return copy.deepcopy(wanted[skip : skip + limit])

        list_jobs_ids = list_jobs_statuses

    return OfflineAccountClient


def _matches(job, wanted):
    """Whether a job passes the filters that `IBMQBackendService.jobs` sends."""
    excluded = wanted.get("id", {}).get("nin", ())
    tags = wanted.get("tags", {})
    return (
        wanted.get("backend.name", job["_backend_info"]["name"]) == job["_backend_info"]["name"]
        and job["job_id"] not in excluded
        and _named(job.get("name", ""), wanted.get("name"))
        and set(tags.get("inq", job["tags"])) & set(job["tags"]) == set(job["tags"])
    )


def _named(name, wanted):
    """Whether a name is the wanted one, which may be {"regexp": "^...$"}."""
    if wanted is None:
        return True
    return re.search(wanted["regexp"], name) is not None if isinstance(wanted, dict) else name == wanted


def auth_client(providers):
    """A class to stand in place of `AuthClient`, for an account with these providers."""

    class OfflineAuthClient:
        """The methods are those of `AuthClient`."""

        def __init__(self, *_, **__):
            pass

        def current_service_urls(self):
            return URLS

        def current_access_token(self):
            return "rehearsal"

        def user_hubs(self):
            return [{"hub": hub, "group": group, "project": project} for hub, group, project in providers]

    return OfflineAuthClient


class OfflineVersionClient:
    """The methods are those of `VersionClient`."""

    def __init__(self, *_, **__):
        pass

    def version(self):
        return {"new_api": True, "api-auth": "0.1"}


def install(devices, providers):
    """Put the stand-ins in place, and save an account.

    devices: see `Platform`. providers: hub, group and project of those that the account has besides.
    """
    accountprovider.AccountClient = account_client(Platform(devices))
    ibmqfactory.AuthClient = auth_client(list(dict.fromkeys([OPEN, *map(tuple, providers)])))
    ibmqfactory.VersionClient = OfflineVersionClient
    IBMQ.save_account("rehearsal")
