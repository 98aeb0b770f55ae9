const files = {
  receiving: 'The file is on its way', rows: '{{rows}} rows, {{size}}', stop: 'Stop', sending: 'The file is sent', sent: '{{sent}} of {{total}} sent', worked: 'All of it is there and is being taken…', done: '{{done}} rows done', doneOf: '{{done}} of {{of}} orders done',
}
export default files
