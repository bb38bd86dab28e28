"""NAE, by the start script that a user types, in mode live: the runtime and its guardian. PB_APP: the built distribution, launcher/target/nae."""
import glob
import os
import signal

from pbcore import Adapter

APP = os.environ.get('PB_APP', '')
JAVA = os.environ.get('PB_JAVA', '')          # a JAVA_HOME; by default the java on the PATH


class A(Adapter):
    variants = {
        'default': 'a file per worker that holds its command and nothing else; rotation on. A worker that floods has log_compress = false, '
                   'as no peer compresses and the harness counts plain bytes',
        'fast': 'default, with backoff_initial = 0s',
    }
    latency_variants = ['default']
    log_variants = ['default']

    def version(self):
        jar = glob.glob(APP + '/lib/nae-launcher*.jar')
        return 'NAE, ' + (os.path.basename(jar[0]) if jar else 'not built')

    def unavailable(self):
        return None if os.path.exists(APP + '/scripts/start_continuous_nae.sh') else 'mvn -DskipTests -pl launcher -am package, then PB_APP=<clone>/launcher/target/nae'

    def configure(self, procs):
        for p in procs:
            text = f'command = {p.exe} {p.arg}\n'
            if 'm=f' in p.arg.split(','):
                text += 'log_compress = false\n'
            if self.variant == 'fast':
                text += 'backoff_initial = 0s\n'
            self.write(f'config/com.nae.process-{p.name}.cfg', text)

    def start(self):
        return self.call(APP + '/scripts/start_continuous_nae.sh', 'live', '--home', self.run, env={'JAVA_HOME': JAVA} if JAVA else None)

    def root_pids(self):
        return self.pidfile('logs/continuous_operation.pid')

    def stop(self):
        for p in self.root_pids():
            os.kill(p, signal.SIGTERM)

    def log_files(self, proc):
        return glob.glob(f'{self.run}/logs/{proc.name}.live.log*')

    def commands(self):
        return {'start': 'start_continuous_nae.sh live --home DIR', 'stop': 'SIGTERM to the pid in logs/continuous_operation.pid',
                'config': 'config/com.nae.process-wNNNN.cfg: command = worker ...'}
