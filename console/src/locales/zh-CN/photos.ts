import type { PageTexts } from '../en/pages'

const photos: PageTexts['photos'] = {
  open: '查看照片', pair: '并排对比两张照片', left: '左侧照片', right: '右侧照片', photo: '照片 {{number}}',
  nearer: '放大', farther: '缩小', turnLeft: '向左旋转', turnRight: '向右旋转', asItWas: '还原',
  inPhoto: { nearer: '查看照片时：放大', farther: '查看照片时：缩小', turnLeft: '查看照片时：向左旋转', turnRight: '查看照片时：向右旋转', asItWas: '查看照片时：还原' },
}
export default photos
