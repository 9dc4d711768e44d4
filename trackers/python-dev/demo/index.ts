import type { Demo } from 'muster-tracker/tracker'
import { people } from './people.ts'
import { stories as asyncio } from './stories-asyncio.ts'
import { stories as documentation } from './stories-documentation.ts'
import { stories as emailHttpSsl } from './stories-email-http-ssl.ts'
import { stories as idleTkinter } from './stories-idle-tkinter.ts'
import { stories as library } from './stories-library.ts'
import { stories as typing } from './stories-typing.ts'
import { stories as datetimeMath } from './stories-datetime-math.ts'
import { stories as dataFiles } from './stories-data-files.ts'
import { stories as subprocessThreads } from './stories-subprocess-threads.ts'
import { stories as networkingServices } from './stories-networking-services.ts'
import { stories as toolsInstallation } from './stories-tools-installation.ts'
import { stories as interpreter } from './stories-interpreter.ts'
import { stories as cApi } from './stories-c-api.ts'
import { stories as buildWindowsMacos } from './stories-build-windows-macos.ts'
import { stories as unicodeRegexXml } from './stories-unicode-regex-xml.ts'
import { stories as testsDistutils } from './stories-tests-distutils.ts'
import { stories as performanceIo } from './stories-performance-io.ts'
import { stories as securityMisc } from './stories-security-misc.ts'
import { stories as ideas } from './stories-enhancements-ideas.ts'

/** Twelve years of a tracker that never was. */
export const demo: Demo = {
  people,
  stories: [
    ...asyncio,
    ...documentation,
    ...emailHttpSsl,
    ...idleTkinter,
    ...library,
    ...typing,
    ...datetimeMath,
    ...dataFiles,
    ...subprocessThreads,
    ...networkingServices,
    ...toolsInstallation,
    ...interpreter,
    ...cApi,
    ...buildWindowsMacos,
    ...unicodeRegexXml,
    ...testsDistutils,
    ...performanceIo,
    ...securityMisc,
    ...ideas,
  ],
}
