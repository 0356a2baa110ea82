// Makes a client's types from an OpenAPI document with a generator that others use, and compiles a client against them.
import openapiTs, { astToString } from 'openapi-typescript'
import ts from 'typescript'

/** The types that the generator makes. @throws when it, or the validator that it runs first, does not take the document */
export const generate = async (document: object): Promise<string> =>
  astToString(await openapiTs(JSON.stringify(document), { silent: true }))

/** What the compiler says of these files, each by its name; imports between them go by `./name.ts`. */
export const complaintsAbout = (files: Record<string, string>): string[] => {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    types: [],
  }
  const host = ts.createCompilerHost(options)
  const own = new Map(Object.entries(files).map(([name, text]) => [`/${name}`, text]))
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (path) => own.has(path) || fileExists(path)
  host.readFile = (path) => own.get(path) ?? readFile(path)
  host.getSourceFile = (path, language) => {
    const text = own.get(path)
    return text === undefined ? getSourceFile(path, language) : ts.createSourceFile(path, text, language)
  }
  const program = ts.createProgram([...own.keys()], options, host)
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, messageText }) =>
        `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    )
}
