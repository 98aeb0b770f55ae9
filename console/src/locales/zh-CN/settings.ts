import type { PageTexts } from '../en/pages'

const settings: PageTexts['settings'] = {
  title: '设置', sections: { reasons: '退货原因', policies: '退货政策', messages: '消息模板', phrases: '常用语', users: '用户', tokens: 'API 令牌', webhooks: 'Webhook' },
  name: '名称', role: '角色', state: '状态', since: '时间', change: '操作', edit: '编辑', open: '打开', never: '从未', onlyNow: '请立即复制：仅显示这一次，系统不保存。',
  users: {
    id: '用户名', email: '邮箱', customer: '顾客编号', anyRole: '全部角色', add: '添加用户', editTitle: '用户 {{user}}', empty: '没有用户', emptyHint: '没有人是这个角色。可添加用户，或清除筛选。',
    active: '可以登录', noPassword: '尚未设置密码', byProvider: '通过企业账号登录', isDisabled: '已停用', enable: '启用', disable: '停用', disabled: '{{user}} 已停用', enabled: '{{user}} 可以重新登录',
    disableTitle: '停用 {{user}}？', disableText: '该用户会立即在所有设备上退出，其 API 令牌也不再有效。操作记录会保留。',
    idHint: '登录时输入，之后不能修改。', idWrong: '小写字母、数字、点、短横线或下划线，以字母或数字开头', nameHint: '同事和审计记录中显示的姓名。', emailWrong: '请填写邮箱，例如 ana@example.com',
    signsOut: '更换角色后，该用户会在所有设备上退出。', passwordNext: '添加后请设置密码，否则无法登录。', changed: '{{user}} 已修改', added: '{{user}} 已添加',
    password: '密码', passwordTitle: '为 {{user}} 设置新密码', passwordText: '该用户会在所有设备上退出。请自行告知新密码，登录后可以修改。', passwordShort: '至少 12 个字符', makeUp: '随机生成', setPassword: '设置密码', passwordSet: '{{user}} 的密码已更新',
  },
  tokens: {
    text: '程序调用接口所用的密钥。', ofUser: '只看某个用户的令牌', make: '创建令牌', made: '令牌“{{token}}”已创建', revoke: '吊销', revoked: '令牌“{{token}}”已吊销', revokeTitle: '吊销令牌“{{token}}”？', revokeText: '之后使用它的调用都会被拒绝，且无法恢复。',
    empty: '还没有令牌', emptyHint: '调用接口的程序（例如每晚的导入）需要令牌。请为每个程序单独创建，以便单独吊销。', user: '所属用户', expires: '有效期至', used: '最近使用', states: { valid: '有效', revoked: '已吊销', expired: '已过期' },
    purpose: '用途', purposeHint: '例如：每晚导入', roleHint: '令牌的权限不会超过您本人。请选择够用的最低权限。', days: '有效天数',
  },
  policies: {
    text: '政策规定哪些商品可退、期限多久、由谁决定、费用由谁承担。已保存的版本不会改变；退货单始终适用其创建时的版本。', id: '政策', empty: '没有政策', choose: '打开一项政策，可查看条款、修改或试算。',
    activeVersion: '版本 {{version}} 生效中', isActive: '生效中', notActive: '未生效', newest: '最新版本', version: '版本', versionIs: '版本 {{version}}', noVersion: '已加载的版本中没有版本 {{version}}。', by: '由 {{who}} 保存',
    activate: '设为生效', activated: '从现在起按 {{id}} 版本 {{version}} 判定退货', activateTitle: '让 {{id}} 版本 {{version}} 生效？', activateText: '之后新建的退货都按它判定；已有的退货单沿用原来的版本。建议先在下方试算。',
    view: '显示方式', views: { form: '表单', json: 'JSON' }, broken: '无法以表单显示，请先修正 JSON。', terms: '条款（JSON）', notJSON: '还不是有效的 JSON', save: '保存为版本 {{version}}', saved: '{{id}} 版本 {{version}} 已保存，设为生效后才会用于判定。', undo: '撤销修改', place: '第 {{line}} 行第 {{column}} 列',
  },
  trial: {
    title: '用历史退货试算', text: '查看这些条款对某段时间内退货的判定结果；不选日期则为最近一个月。不会改变任何数据。', from: '创建时间从', to: '至', run: '试算版本 {{version}}', runTerms: '试算未保存的条款',
    none: '这段时间没有退货。', tried: '共试算 {{count}} 个退货单。', different: '其中 {{count}} 个的判定会不同。', truncated: '该时段的退货超出单次试算上限，以下为最近的部分。请缩短时段查看其余。', was: '原判定', would: '新判定', why: '原因',
  },
  webhooks: {
    text: '其他系统的接收地址，退货有变化时向其发送带签名的消息。', add: '添加地址', editTitle: '修改地址', made: '从现在起会通知 {{url}}。签名密钥：', empty: '没有接收地址', emptyHint: '可添加需要了解退货情况的系统地址，例如商城或财务系统。',
    url: '地址', urlHint: '须为公网地址，不跟随跳转。', urlWrong: '须以 https:// 开头', description: '用途', kinds: '通知内容', kindCount: '{{count}} 种', anyOther: '其他变化', pingKind: '测试消息', changed: '地址已修改',
    enabled: '已启用', failing: '发送失败中', disabled: { by_hand: '手动停用', gone: '已停用：接收方已不存在', failing: '已停用：连续五天无法送达' },
    newSecret: '新的签名密钥，一天内消息同时带新旧签名：',
    do: { ping: '发送测试', rotate: '更换密钥', disable: '停用', switch: '启用', end: '删除' },
    did: { ping: '测试消息正在发送', rotate: '密钥已更换', disable: '已停用', switch: '已启用', end: '已删除' },
    ask: { rotate: '更换密钥？', disable: '停止通知此地址？', end: '删除此地址？' },
    why: { rotate: '一天内消息也会带旧密钥的签名，接收方可在此期间切换。', disable: '待发送的消息会在重新启用后发送，停用期间的变化不会通知。', end: '待发送的消息不再发送，发送记录也会一并删除。' },
  },
  deliveries: {
    title: '发送记录', anyState: '全部状态', states: { pending: '发送中', delivered: '已送达', failed: '失败' }, empty: '没有发送记录', emptyHint: '发送测试可以确认消息能否送达。', refresh: '刷新',
    kind: '事件', answer: '响应', tries: '尝试次数', next: '下次尝试', at: '写入时间', return: '查看退货单', body: '发送内容', noTries: '尚未尝试。', took: '{{ms}} 毫秒', again: '重新发送', sent: '正在重新发送',
  },
  messages: {
    text: '发给顾客和员工的邮件。预览使用一个包含全部内容的虚构退货单。', kind: '邮件', toCustomers: '发给顾客', toStaff: '发给员工', own: '自定义', comesWith: '默认内容',
    words: '文字', subject: '主题', body: '正文', bodyHint: '每行一段。如果某段用到的内容在该邮件中没有，这一段会省略。正文下方的商品和编号保持不变。', placeholders: '可插入到光标处的内容：',
    preview: '预览', asHTML: '带版式', asText: '纯文本', look: '查看效果', saved: '之后的邮件将使用此内容', remove: '恢复默认', removed: '已恢复默认内容', removeTitle: '放弃自定义内容？', removeText: '之后的邮件使用默认内容。您的文字会保留在审计记录中。',
  },
  phrases: {
    text: '审核员询问顾客或拒绝申请时可选用的语句。已经发出的内容不受影响。', of: { request_info: '询问顾客时', reject: '拒绝时' },
    text_en: '英文', text_zh: '中文', add: '添加常用语', up: '上移第 {{number}} 条', remove: '删除第 {{number}} 条', save: '保存常用语', saved: '审核员之后将看到这些常用语',
  },
  mails: {
    refund_failed: '退款失败', refund_to_decide: '待处理的退款', customer_reminder: '提醒顾客', pickup_called_off: '取消取件', staff_reminder: '提醒员工', staff_escalation: '升级提醒', staff_task: '需要查看', pickup_failed: '取件失败', closed: '手动关闭',
    send_back_booked: '商品寄回途中', send_back_delivered: '商品已寄回', send_back_ended: '商品未能寄回', complaint_received: '已收到投诉', complaint_answered: '已答复投诉', complaint_decided: '投诉已裁定', staff_complaint: '待答复的投诉',
  },
  reasons: {
    text: '顾客和员工从启用的原因中选择，按此顺序显示。', add: '添加原因', take: '确定', changed: '列表已修改，尚未保存。', undo: '撤销修改', save: '保存列表', saved: '退货原因已保存', empty: '没有退货原因',
    order: '顺序', up: '上移 {{code}}', down: '下移 {{code}}', code: '代码', codeHint: '程序和报表中使用，之后不能修改。', codeWrong: '小写字母、数字和下划线，以字母开头', codeTaken: '已有相同代码的原因。', english: '英文', chinese: '中文',
    doing: '责任方', doingHint: '除政策另有规定外，顾客原因的退货由顾客承担运费。', byCustomer: '顾客', byShop: '商家', active: '可选', inactive: '停用', activate: '启用', deactivate: '停用', editTitle: '原因 {{code}}',
    categories: '仅限品类', categoriesHint: '不填则适用于所有商品。', fields: '附加信息', fieldsHint: '选择此原因时需要填写的内容，例如合适的尺码。', asJSON: '表单（JSON Schema）', asJSONHint: '此表单的内容超出下方编辑器所能显示的范围。', notJSON: '须为 JSON 对象，没有表单则填 null',
  },
  field: { title: '标签', key: '名称', kind: '类型', kinds: { text: '文本', choice: '选项', number: '数字', whole: '整数', yes_no: '是或否' }, choices: '可选值', required: '必填', add: '添加字段', remove: '删除第 {{number}} 个字段' },
}
export default settings
