// Which kinds of file are ordinary, by the end of their names: what is not listed here is not known to be harmless.

const set = (names: string) => new Set(names.trim().split(/\s+/))

/** Text that people write to be read, or programs; a secret in one is a mistake of its author, not its purpose. */
export const sources = set(`
  ts tsx mts cts js jsx mjs cjs py pyi pyx ipynb rb erb haml slim go rs java kt kts scala clj cljs cljc groovy c h cc cpp cxx hh hpp
  hxx m mm cs fs fsx vb swift dart php phtml pl pm t lua r jl ex exs erl hrl hs elm ml mli nim zig v sv vhd asm s sol
  sh bash zsh fish awk sed bat cmd ps1 psm1 psd1 html htm xhtml css scss sass less styl vue svelte astro twig njk hbs mustache ejs
  pug liquid tmpl tpl j2 jinja proto thrift graphql gql prisma md mdx markdown rst adoc asciidoc org tex bib cls sty
  svg glsl vert frag wgsl cu cmake mk make gradle sbt bazel bzl nix snap d`)

/** Data, prose and pictures: ordinary by kind, so that only a telling name makes one secret. */
export const data = set(`
  txt text csv tsv json json5 jsonc jsonl ndjson yml yaml toml xml xsd xsl xslt rss atom ics vcf eml mbox parquet avro orc arrow
  log out err lock sum mod work patch diff rej po pot mo resx strings srt vtt geojson gpx kml map har snap wasm
  pdf doc docx odt rtf xls xlsx ods ppt pptx odp epub pages numbers
  png jpg jpeg gif webp bmp tif tiff ico avif heic psd ai eps mp3 wav ogg flac m4a aac mp4 mov webm mkv avi ttf otf woff woff2
  sql gz tgz bz2 tbz xz txz zst zip tar jar war whl gem deb rpm rar 7z br lz4
  bin dat o a so dll dylib exe class pyc node elf img iso tmp`)

/** Where settings live, and with them passwords: ordinary only by name. */
export const settings = set('ini cfg conf config properties props cnf plist env settings inf reg service')

export const ordinarySettings = set(`
  setup.cfg tox.ini pytest.ini mypy.ini alembic.ini flake8.ini messages.properties gradle-wrapper.properties build.properties
  sonar-project.properties gitversion.properties log4j.properties logback.properties nginx.conf rustfmt.cfg resolv.conf host.conf
  nsswitch.conf ld.so.conf doxygen.cfg babel.cfg pylintrc.cfg karma.conf strings.properties version.properties mime.types`)

/** Hidden names that hold nothing; every other one may. */
export const ordinaryHidden =
  /^\.(gitignore|gitattributes|gitkeep|gitmodules|keep|editorconfig|dockerignore|npmignore|eslintignore|prettierignore|stylelintignore|hgignore|nvmrc|node-version|python-version|ruby-version|java-version|tool-versions|mailmap|clang-format|clang-tidy|browserslistrc|markdownlint(\.\w+|ignore)?|eslintrc(\.\w+)?|prettierrc(\.\w+)?|stylelintrc(\.\w+)?|babelrc(\.\w+)?|swcrc|mocharc(\.\w+)?|nycrc(\.\w+)?|commitlintrc(\.\w+)?|lintstagedrc(\.\w+)?|czrc|jshintrc|flake8|pylintrc|coveragerc|rubocop\.yml|rspec|golangci\.ya?ml|travis\.yml|gitlab-ci\.yml|pre-commit-config\.yaml|readthedocs\.ya?ml|codecov\.yml|env\.(example|sample|template|dist|defaults?)|well-known|github|gitlab|circleci|vscode|idea|husky|changeset|storybook|devcontainer|git|cache|next|nuxt|svelte-kit|turbo|pytest_cache|mypy_cache|ruff_cache|tox|venv|yarn|config|local|claude|cursor|agents)$/

/** Names around which a copy, an archive or a version is put; the file in it is judged. */
export const wrappings =
  /(\.(gz|bz2|xz|zst|zip|lz4|br|bak|backup|old|orig|save|swp|swo|tmp|copy|disabled|rej|prev|\d+|\d{4}-?\d\d-?\d\d)|~|[-_. ]?\(?(copy|backup|bak|old|orig)\)?)$/
