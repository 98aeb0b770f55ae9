import type { PageTexts } from '../en/pages'

const files: PageTexts['files'] = {
  receiving: '正在下载文件', rows: '已接收 {{rows}} 行，{{size}}', stop: '停止下载', sending: '正在上传文件', sent: '已上传 {{sent}} / {{total}}', worked: '上传完成，正在处理…', done: '已处理 {{done}} 行', doneOf: '已处理 {{done}} / {{of}} 个订单',
}
export default files
