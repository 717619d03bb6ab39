# ruff: noqa: E501  (a use stands on one line)
"""Every kind of use of the legacy API, with what should become of it at releases 0.9.4, 0.30.0 and 0.51.0.

e: it has an exact successor, so it is rewritten. a: there is advice, so it is for review or left. n: nothing
replaces it, so it is left, or taken out, and said.
"""

from __future__ import annotations

RELEASES = ("0.9.4", "0.30.0", "0.51.0")

SETUP = """from qiskit import IBMQ, QuantumCircuit
from qiskit.providers import JobStatus
from qiskit.providers.ibmq import least_busy
provider = IBMQ.load_account()
backend = provider.get_backend("ibm_torino")
job = backend.retrieve_job("5f0c")
rjob = provider.runtime.job("5f0c")
qc = QuantumCircuit(1, 1)"""

ACCOUNT = "from qiskit import IBMQ\n"
MANAGER = "from qiskit.providers.ibmq.managed import IBMQJobManager\nmanager = IBMQJobManager()\n"
SET = f"{MANAGER}jobs = manager.run(circuits, backend=backend)\n"
RUNTIME = "from qiskit.providers.ibmq.runtime import "
MONITOR = "from qiskit.tools.monitor import "
MAPS = "from qiskit.providers.ibmq.visualization import iplot_gate_map, iplot_error_map\n"
RETIRED = "from qiskit.providers.ibmq import IBMQRetiredBackend\n"
CREDENTIALS = "from qiskit.providers.ibmq.credentials import "

USES: list[tuple[str, str]] = [
    # -- accounts
    ("from qiskit import IBMQ", "eee"),
    ("from qiskit.providers.ibmq import IBMQ", "eee"),
    ("IBMQ.save_account(TOKEN)", "eee"),
    ("IBMQ.save_account(TOKEN, overwrite=True)", "eee"),
    ("IBMQ.save_account(TOKEN, hub='H', group='G', project='P')", "eea"),
    ("IBMQ.save_account(TOKEN, URL)", "aaa"),
    ("IBMQ.save_account(TOKEN, proxies=D, verify=B)", "eee"),
    ("p = IBMQ.load_account()", "eee"),
    ("p = IBMQ.enable_account(TOKEN)", "eee"),
    ("p = IBMQ.enable_account(TOKEN, URL)", "aaa"),
    ("p = IBMQ.enable_account(TOKEN, hub='H', group='G', project='P')", "eea"),
    ("p = IBMQ.get_provider()", "eee"),
    ("p = IBMQ.get_provider(hub='H', group='G', project='P')", "eea"),
    ("p = IBMQ.get_provider('H')", "aaa"),
    ("p = IBMQ.get_provider('ibm-q/open/main')", "aaa"),
    ("IBMQ.providers()", "nea"),
    ("IBMQ.providers(hub='H')", "naa"),
    ("IBMQ.stored_account()", "eee"),
    ("IBMQ.active_account()", "eee"),
    ("IBMQ.disable_account()", "aaa"),
    ("IBMQ.delete_account()", "eee"),
    ("IBMQ.update_account()", "aaa"),
    ("IBMQ.load_accounts()", "eee"),
    ("IBMQ.enable_account(TOKEN, url='https://q.com/api/Hubs/H/Groups/G/Projects/P')", "aaa"),
    ("IBMQ.stored_accounts()", "eee"),
    ("IBMQ.active_accounts()", "aaa"),
    ("IBMQ.disable_accounts(hub='H')", "aaa"),
    ("IBMQ.delete_accounts(hub='H')", "aaa"),
    ("IBMQ.backends()", "eee"),
    ("IBMQ.get_backend('ibm_torino')", "eee"),
    ("IBMQ.circuits", "nnn"),
    # -- the provider
    ("provider.get_backend('ibm_torino')", "eee"),
    ("provider.get_backend(name='ibm_torino')", "eee"),
    ("provider.get_backend()", "aaa"),
    ("provider.get_backend('ibmq_qasm_simulator')", "eaa"),
    ("provider.get_backend('simulator_statevector')", "eaa"),
    ("provider.get_backend('simulator_mps')", "eaa"),
    ("provider.get_backend('simulator_extended_stabilizer')", "eaa"),
    ("provider.get_backend('simulator_stabilizer')", "eaa"),
    ("provider.get_backend('ibm_torino', simulator=False)", "aaa"),
    ("provider.backends()", "eee"),
    ("provider.backends('ibm_torino')", "eee"),
    ("provider.backends(filters=lambda b: b.name() != 'x')", "eee"),
    ("provider.backends('ibm_torino', lambda b: b.name() != 'x')", "eee"),
    ("provider.backends(simulator=False, operational=True)", "eee"),
    ("provider.backends(min_num_qubits=5)", "eee"),
    ("provider.backends(n_qubits=5, local=False)", "eee"),
    ("provider.backends(open_pulse=True)", "eea"),
    ("provider.backends(input_allowed='job')", "eaa"),
    ("provider.backends(timeout=5)", "aaa"),
    ("service = provider.backend", "eee"),
    ("provider.backend.ibm_torino", "eee"),
    ("provider.backends.ibm_torino", "eee"),
    ("provider.backend()", "eee"),
    ("provider.backend('ibm_torino')", "eee"),
    ("provider.backend.backends(simulator=False)", "eee"),
    ("provider.backend.jobs(limit=10, skip=0)", "eee"),
    ("provider.backends.jobs(limit=10, skip=0)", "eee"),
    ("provider.backend.jobs(backend_name=B, limit=5, skip=1, descending=False)", "eee"),
    ("provider.backend.jobs(start_datetime=X, end_datetime=Y)", "eee"),
    ("provider.backend.jobs(job_tags=['a'])", "eee"),
    ("provider.backend.jobs(status='DONE')", "aaa"),
    ("provider.backend.jobs(job_name='x')", "nnn"),
    ("provider.backend.jobs(db_filter={})", "nnn"),
    ("provider.backend.jobs(experiment_id='x')", "nnn"),
    ("provider.backend.job_ids(limit=10)", "eee"),
    ("provider.backend.retrieve_job('x')", "aaa"),
    ("provider.backends.retrieve_job('x')", "aaa"),
    ("provider.backend.my_reservations()", "nnn"),
    ("provider.run_circuits(circuits, 'ibm_torino', shots=10)", "aaa"),
    ("provider.service('backend')", "aaa"),
    ("provider.services()", "nnn"),
    ("provider.has_service('x')", "nnn"),
    ("provider.runtime", "eee"),
    ("provider.experiment", "nnn"),
    ("provider.random", "nnn"),
    ("provider.credentials", "aaa"),
    ("provider.credentials.token", "aaa"),
    ("provider.version", "nnn"),
    # -- least_busy, job_monitor
    ("least_busy(provider.backends())", "eee"),
    ("least_busy(provider.backends(simulator=False, operational=True))", "eee"),
    ("least_busy(provider.backends(filters=lambda b: b.name() != 'x'))", "eee"),
    ("least_busy(provider.backends(min_num_qubits=5))", "eee"),
    ("least_busy(devices)", "aaa"),
    ("least_busy(provider.backends(), reservation_lookahead=5)", "aaa"),
    (f"{MONITOR}job_monitor\njob_monitor(job)", "aaa"),
    ("from qiskit.providers.ibmq.job import job_monitor\njob_monitor(job, interval=2, quiet=True)", "aaa"),
    (f"{MONITOR}backend_monitor\nbackend_monitor(backend)", "aaa"),
    (f"{MONITOR}backend_overview\nbackend_overview()", "aaa"),
    # -- backends
    ("backend.name()", "eee"),
    ("backend.provider()", "eee"),
    ("backend.options", "eee"),
    ("backend.set_options(shots=10)", "aaa"),
    ("backend.version", "eee"),
    ("backend.configuration()", "eee"),
    ("backend.properties(refresh=True, datetime=D)", "eee"),
    ("backend.status()", "eee"),
    ("backend.defaults(refresh=True)", "een"),
    ("backend.run(qc, shots=10)", "aee"),
    ("from qiskit import assemble\nbackend.run(assemble(qc))", "nee"),
    ("backend.run(qc, job_name='x')", "naa"),
    ("backend.run(qc, job_tags=['x'])", "nee"),
    ("backend.run(qc, memory=True)", "nee"),
    ("backend.run(qc, job_share_level='x')", "nee"),
    ("backend.run(qc, schedule_los=x)", "nnn"),
    ("backend.job_limit()", "nnn"),
    ("backend.remaining_jobs_count()", "nnn"),
    ("backend.jobs(limit=5, skip=1)", "eee"),
    ("backend.active_jobs(limit=5)", "eee"),
    ("backend.retrieve_job('x')", "aaa"),
    ("backend.reservations()", "nnn"),
    ("provider.get_backend('ibmq_qasm_simulator').run(qc, noise_model=noise)", "aaa"),
    (f"{RETIRED}IBMQRetiredBackend.from_name('ibmqx2', provider, None, None)", "aaa"),
    ("from qiskit.providers.ibmq import IBMQBackend\nisinstance(backend, IBMQBackend)", "eee"),
    # -- jobs
    ("job.result()", "eee"),
    ("job.result(timeout=5, wait=1, partial=True, refresh=True)", "aaa"),
    ("job.result().get_counts()", "aea"),
    ("job.result().get_counts(0)", "aee"),
    ("job.result().get_memory()", "naa"),
    ("job.result().get_statevector()", "aaa"),
    ("job.cancel()", "eee"),
    ("job.status()", "eaa"),
    ("job.status() == JobStatus.DONE", "eee"),
    ("job.error_message()", "eee"),
    ("job.queue_position(refresh=True)", "ann"),
    ("job.queue_info()", "naa"),
    ("job.creation_date()", "eee"),
    ("job.job_id()", "eee"),
    ("job.backend()", "eee"),
    ("job.done(), job.running(), job.cancelled(), job.in_final_state()", "eee"),
    ("job.wait_for_final_state(timeout=5, wait=1, callback=f)", "aaa"),
    ("job.properties()", "aee"),
    ("job.tags()", "eee"),
    ("job.update_tags(replacement_tags=['a'])", "naa"),
    ("job.name()", "nnn"),
    ("job.update_name('x')", "nnn"),
    ("job.share_level()", "nnn"),
    ("job.time_per_step()", "aaa"),
    ("job.scheduling_mode()", "nnn"),
    ("job.client_version", "nnn"),
    ("job.experiment_id", "nnn"),
    ("job.circuits()", "aaa"),
    ("job.backend_options()", "aaa"),
    ("job.header()", "aaa"),
    ("job.qobj()", "aaa"),
    ("job.submit()", "nnn"),
    ("job.refresh()", "nnn"),
    # -- the job manager
    (MANAGER, "nee"),
    (SET, "aee"),
    (f"{SET}jobs.results().get_counts(0)", "aee"),
    (f"{SET}jobs.results().get_memory(0)", "nee"),
    (f"{SET}jobs.results().combine_results()", "nnn"),
    (f"{SET}jobs.statuses(), jobs.report(), jobs.jobs()", "nnn"),
    (f"{MANAGER}manager.report()", "aaa"),
    (f"{MANAGER}manager.retrieve_job_set('x', provider)", "aaa"),
    # -- the runtime
    ("provider.runtime.pprint_programs(refresh=True, detailed=True, limit=5, skip=1)", "enn"),
    ("provider.runtime.programs(refresh=True, limit=5, skip=1)", "enn"),
    ("provider.runtime.program(program_id='x', refresh=True)", "enn"),
    ("provider.runtime.upload_program(data=d, metadata=m)", "enn"),
    ("provider.runtime.update_program(program_id='x', data=d, metadata=m)", "enn"),
    ("provider.runtime.delete_program(program_id='x')", "enn"),
    ("provider.runtime.set_program_visibility(program_id='x', public=True)", "enn"),
    ("provider.runtime.run('x', options=o, inputs=i)", "enn"),
    ("provider.runtime.run('x', o, i, callback=f, result_decoder=D)", "enn"),
    ("provider.runtime.run('x', o, i, image='y')", "enn"),
    ("provider.runtime.run('circuit-runner', o, i)", "aaa"),
    ("provider.runtime.run('sampler', o, i)", "aaa"),
    ("provider.runtime.job('x')", "eee"),
    ("provider.runtime.jobs(limit=5, skip=1, pending=True, program_id='x')", "eee"),
    ("provider.runtime.delete_job('x')", "eee"),
    ("provider.runtime.logout()", "nnn"),
    (f"{RUNTIME}UserMessenger, ProgramBackend, ResultDecoder", "enn"),
    (f"{RUNTIME}RuntimeEncoder, RuntimeDecoder", "eee"),
    (f"{RUNTIME}RuntimeJob", "eee"),
    (f"{RUNTIME}RuntimeProgram, ParameterNamespace", "enn"),
    ("from qiskit.providers.ibmq import RunnerResult", "nnn"),
    (f"{RUNTIME}RuntimeOptions\nRuntimeOptions(backend_name='x', image='y', log_level='INFO')", "eee"),
    ("rjob.result(timeout=5, wait=1, decoder=D)", "eee"),
    ("rjob.status()", "eaa"),
    ("rjob.cancel(), rjob.error_message(), rjob.logs(), rjob.job_id(), rjob.backend()", "eee"),
    ("rjob.wait_for_final_state(timeout=5, wait=1)", "eee"),
    ("rjob.stream_results(callback=f, decoder=D)", "een"),
    ("rjob.cancel_result_streaming()", "een"),
    ("rjob.inputs, rjob.image, rjob.creation_date", "eee"),
    ("rjob.program_id", "eee"),
    ("p = provider.runtime.program('x')\np.to_dict(), p.parameters(), p.name, p.description", "enn"),
    (f"{RUNTIME}UserMessenger\nUserMessenger().publish('x')", "enn"),
    # -- other services
    ("provider.experiment.experiments()", "nnn"),
    ("provider.random.get_service('cqc_extractor').run(1)", "nnn"),
    (f"{CREDENTIALS}discover_credentials\ndiscover_credentials()", "aaa"),
    (f"{CREDENTIALS}read_credentials_from_qiskitrc\nread_credentials_from_qiskitrc()", "aaa"),
    (f"{CREDENTIALS}store_credentials", "aaa"),
    (f"{MAPS}iplot_gate_map(backend)", "aaa"),
    (f"{MAPS}iplot_error_map(backend)", "aaa"),
    ("from qiskit.providers.ibmq import BackendJobLimit, BackendReservation", "nnn"),
    ("from qiskit.providers.ibmq.job import QueueInfo", "nnn"),
    # -- exceptions
    *(
        (f"from qiskit.providers.ibmq.exceptions import {name}", "eee")
        for name in (
            "IBMQError", "IBMQAccountError", "IBMQBackendApiProtocolError", "IBMQApiError", "IBMQInputValueError",
            "IBMQNotAuthorizedError", "IBMQAccountCredentialsNotFound",
        )
    ),
    *(
        (f"from qiskit.providers.ibmq.runtime.exceptions import {name}", "eee")
        for name in (
            "QiskitRuntimeError", "RuntimeJobFailureError", "RuntimeJobNotFound", "RuntimeInvalidStateError",
            "RuntimeProgramNotFound",
        )
    ),
    *(
        (f"from qiskit.providers.ibmq.exceptions import {name}", "aaa")
        for name in (
            "IBMQAccountCredentialsInvalidFormat", "IBMQAccountCredentialsInvalidToken", "IBMQAccountCredentialsInvalidUrl",
            "IBMQAccountMultipleCredentialsFound", "IBMQAccountValueError", "IBMQProviderError", "IBMQBackendJobLimitError",
        )
    ),
    ("from qiskit.providers.ibmq.job.exceptions import IBMQJobFailureError", "aaa"),
    ("from qiskit.providers.ibmq.managed.exceptions import IBMQJobManagerError", "aaa"),
    *(
        (f"from qiskit.providers.ibmq.exceptions import {name}", "aee")
        for name in ("IBMQBackendError", "IBMQBackendApiError", "IBMQBackendValueError")
    ),
    ("from qiskit.providers.ibmq.runtime.exceptions import RuntimeDuplicateProgramError", "enn"),
]  # fmt: skip
