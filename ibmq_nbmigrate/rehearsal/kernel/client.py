"""The stand-in for IBM's servers, below the real classes of qiskit-ibm-runtime.

It takes the place of `qiskit_ibm_runtime.api.client.RuntimeClient`, which speaks HTTP, and of
`Account.list_instances`, which asks IBM Cloud. Everything above is the package's own: accounts and
their file, service, backends, sessions, primitives, jobs, the encoding of what is sent and received.
"""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

from ibmq_nbmigrate.rehearsal.kernel import simulation
from ibmq_nbmigrate.rehearsal.kernel.devices import Device, copy_of
from ibmq_nbmigrate.rehearsal.kernel.log import Log

CRN = "crn:v1:bluemix:public:quantum-computing:us-east:a/rehearsal:00000000-0000-0000-0000-000000000000::"
TOKEN = "rehearsal"


class Platform:
    """What the servers know: devices, jobs and sessions of one kernel."""

    def __init__(self, devices: dict[str, Device], log: Log, seed: int) -> None:
        self.devices = devices
        self.log = log
        self.seed = seed
        self.jobs: dict[str, dict[str, Any]] = {}
        self.results: dict[str, str] = {}
        self.sessions: dict[str, dict[str, Any]] = {}

    def device(self, name: str) -> Device:
        """The device of that name, or the server's answer that there is none."""
        from qiskit_ibm_runtime.api.exceptions import RequestsApiError

        if name not in self.devices:
            raise RequestsApiError(f"404 Client Error: backend {name} not found", status_code=404)
        return self.devices[name]

    def job(self, job_id: str) -> dict[str, Any]:
        """The job of that id, or the server's answer that there is none."""
        from qiskit_ibm_runtime.api.exceptions import RequestsApiError

        if job_id not in self.jobs:
            raise RequestsApiError(f"404 Client Error: job {job_id} not found", status_code=404)
        return self.jobs[job_id]

    def run(
        self, program: str, params: dict[str, Any], backend: str, tags: list[str], session: str | None
    ) -> str:
        """Run a job at once; its id."""
        from qiskit_ibm_runtime.json import RuntimeDecoder, RuntimeEncoder

        device = self.device(backend)
        job_id = f"rehearsal-{len(self.jobs) + 1}"
        sent = json.loads(json.dumps(params, cls=RuntimeEncoder), cls=RuntimeDecoder)
        now = datetime.now(timezone.utc).isoformat()
        job = {
            "id": job_id,
            "backend": backend,
            "program": {"id": program},
            "params": sent,
            "created": now,
            "tags": tags,
            "session_id": session,
            "estimated_running_time_seconds": 1.0,
        }
        try:
            result = simulation.run(program, sent, device.fake, self.seed + len(self.jobs))
            self.results[job_id] = json.dumps(result, cls=RuntimeEncoder)
            job["state"] = {"status": "Completed"}
        except Exception as error:
            self.results[job_id] = f"{type(error).__name__}: {error}"
            job["state"] = {"status": "Failed", "reason": self.results[job_id]}
        self.jobs[job_id] = job
        self.log.write(
            "job",
            id=job_id,
            program=program,
            backend=backend,
            stand_in=device.fake.name,
            exact=device.exact,
            circuits=_number_of_circuits(sent),
            status=job["state"]["status"],
        )
        return job_id


def _number_of_circuits(sent: dict[str, Any]) -> int:
    """How many circuits a job has: PUBs, or the items of what the client-side primitives send."""
    program = sent.get("quantum_program")
    return len(program["items"] if program else sent.get("pubs", ()))


def offline_client(platform: Platform) -> type:
    """A class to stand in place of `RuntimeClient`, on `platform`."""
    from qiskit_ibm_runtime.api.client import RuntimeClient

    class OfflineClient(RuntimeClient):  # type: ignore[misc]
        """Answers from the platform in this process; the methods are those of `RuntimeClient`."""

        def __init__(self, params: Any) -> None:
            self._instance = params.instance

        def __deepcopy__(self, memo: dict[int, Any]) -> OfflineClient:
            return self

        def list_backends(self, include_mocks: bool = False) -> list[dict[str, Any]]:
            # "mock" devices are served by their name but not listed: as is right for retired ones.
            return [
                {
                    "name": device.name,
                    "status": {"name": "online"},
                    "class": "real" if device.operational else "mock",
                    "qubits": device.qubits,
                    "queue_length": device.pending,
                }
                for device in platform.devices.values()
                if include_mocks or device.operational
            ]

        def backend_configuration(
            self, backend_name: str, refresh: bool = False, calibration_id: str | None = None
        ) -> dict[str, Any]:
            return copy_of(platform.device(backend_name).configuration)

        def backend_properties(
            self, backend_name: str, datetime: Any = None, calibration_id: str | None = None
        ) -> dict[str, Any]:
            return copy_of(platform.device(backend_name).properties)

        def backend_status(self, backend_name: str) -> dict[str, Any]:
            device = platform.device(backend_name)
            return {
                "backend_name": backend_name,
                "backend_version": "1.0.0",
                "operational": True,
                "pending_jobs": device.pending,
                "status_msg": "active",
            }

        def program_run(
            self, program_id: str, backend_name: str | None, params: dict[str, Any], *args: Any, **kwargs: Any
        ) -> dict[str, Any]:
            job_id = platform.run(
                program_id, params, str(backend_name), kwargs.get("job_tags") or [], kwargs.get("session_id")
            )
            return {"id": job_id, "backend": backend_name}

        def job_get(self, job_id: str, exclude_params: bool = True) -> dict[str, Any]:
            job = dict(platform.job(job_id))
            if exclude_params:
                del job["params"]
            return job

        def jobs_get(
            self, limit: int | None = None, skip: int | None = None, *args: Any, **kwargs: Any
        ) -> dict[str, Any]:
            wanted = [job for job in platform.jobs.values() if _matches(job, kwargs)]
            if kwargs.get("descending", True):
                wanted.reverse()
            start = skip or 0
            return {"jobs": wanted[start : start + (limit or 20)], "count": len(wanted)}

        def job_results(self, job_id: str) -> str:
            platform.job(job_id)
            return platform.results[job_id]

        def job_cancel(self, job_id: str) -> None:
            from qiskit_ibm_runtime.api.exceptions import RequestsApiError

            platform.job(job_id)
            raise RequestsApiError("409 Client Error: job is already in its final state", status_code=409)

        def job_delete(self, job_id: str) -> None:
            platform.job(job_id)
            del platform.jobs[job_id]

        def job_logs(self, job_id: str) -> str:
            platform.job(job_id)
            return ""

        def job_metadata(self, job_id: str) -> dict[str, Any]:
            created = platform.job(job_id)["created"]
            return {
                "timestamps": {"created": created, "running": created, "finished": created},
                "usage": {"status": "completed", "qpu_charge_time_seconds": 1},
            }

        def update_tags(self, job_id: str, tags: list[str]) -> Any:
            from requests import Response

            platform.job(job_id)["tags"] = tags
            response = Response()
            response.status_code = 204
            return response

        def create_session(
            self,
            backend: str | None = None,
            instance: str | None = None,
            max_time: int | None = None,
            mode: str | None = None,
            **kwargs: Any,
        ) -> dict[str, Any]:
            session_id = f"rehearsal-session-{len(platform.sessions) + 1}"
            platform.sessions[session_id] = {
                "id": session_id,
                "backend_name": backend,
                "max_ttl": max_time or 28800,
                "mode": mode,
                "state": "open",
                "accepting_jobs": True,
                "elapsed_time": 0,
            }
            return platform.sessions[session_id]

        def session_details(self, session_id: str) -> dict[str, Any]:
            from qiskit_ibm_runtime.api.exceptions import RequestsApiError

            if session_id not in platform.sessions:
                raise RequestsApiError(f"404 Client Error: session {session_id} not found", status_code=404)
            return platform.sessions[session_id]

        def close_session(self, session_id: str) -> None:
            self.session_details(session_id).update(state="closed", accepting_jobs=False)

        def cancel_session(self, session_id: str) -> None:
            self.close_session(session_id)

        def cloud_usage(self) -> dict[str, Any]:
            return {"usage_consumed_seconds": 0, "usage_limit_seconds": 600, "usage_limit_reached": False}

    return OfflineClient


def _matches(job: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """Whether a job passes the filters of `jobs_get`; every job of a rehearsal is finished."""
    return (
        wanted.get("backend_name") in (None, job["backend"])
        and wanted.get("program_id") in (None, job["program"]["id"])
        and wanted.get("session_id") in (None, job["session_id"])
        and set(wanted.get("job_tags") or ()) <= set(job["tags"])
        and not wanted.get("pending")
    )


def list_instances(account: Any) -> list[dict[str, Any]]:
    """The account's instances: one of its own, and the one that the notebook names if it could exist.

    A hub/group/project is no instance of today's platform.
    """
    names = {"rehearsal": CRN}
    asked = account.instance
    if asked and asked != "auto" and "/" not in asked.removeprefix(asked if asked.startswith("crn:") else ""):
        if asked.startswith("crn:"):
            names["named"] = asked
        else:
            names[asked] = CRN.replace("a/rehearsal", "a/named")
    return [
        {"crn": crn, "plan": "open", "name": name, "tags": [], "pricing_type": "free"}
        for name, crn in names.items()
    ]
