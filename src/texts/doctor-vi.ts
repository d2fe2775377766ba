/** What a finding tells besides its code. */
export type Facts = Readonly<Record<string, string | number>>;
/** A sentence for a good finding and one for a bad one, which says what to do; one of them where a code is only ever so. */
export type FindingText = { readonly ok?: (facts: Facts) => string; readonly wrong?: (facts: Facts) => string };

/** `doctor` on the channels, by channel and code of the finding. */
export const doctorVi: Readonly<Record<string, Readonly<Record<string, FindingText>>>> = {
  telegram: {
    token: {
      ok: ({ bot }) => `token đúng, bot là @${bot}.`,
      wrong: ({ error }) =>
        `Telegram không nhận token (${error}). Lấy lại token: @BotFather → /mybots → chọn bot → API Token, rồi sửa TELEGRAM_BOT_TOKEN. Nếu mạng chặn Telegram, đặt HTTPS_PROXY hoặc TELEGRAM_API_ROOT.`,
    },
    groups: {
      ok: () => "bot được phép vào nhóm.",
      wrong: () => "bot không được vào nhóm: @BotFather → Bot Settings → Allow Groups → Turn on.",
    },
    "group-messages": {
      ok: ({ all }) =>
        all === 1
          ? "bot thấy mọi tin trong nhóm; chỉ cần thấy tin gọi tên nó (@BotFather → Group Privacy → Turn on)."
          : "trong nhóm bot chỉ thấy tin gọi tên nó, đúng như nên thế.",
      wrong: () => "không xem được quyền đọc tin nhóm.",
    },
    webhook: {
      ok: ({ mode }) => (mode === "polling" ? "bot tự lấy tin (polling)." : "webhook đúng địa chỉ."),
      wrong: ({ mode, found, error }) =>
        error !== undefined
          ? `không hỏi được webhook (${error}); thử lại sau.`
          : mode === "polling"
            ? `đang đặt webhook ${found} trong khi TELEGRAM_MODE=polling; khởi động chương trình, webhook tự được gỡ.`
            : `webhook đang là “${found}”, cần là PUBLIC_URL/hooks/telegram; khởi động chương trình để đặt lại.`,
    },
    "webhook-updates": {
      ok: () => "webhook nhận đủ các loại tin.",
      wrong: ({ missing }) => `webhook chưa nhận: ${missing}; khởi động chương trình để đặt lại.`,
    },
    "webhook-waiting": {
      ok: ({ waiting }) => `${waiting} tin đang chờ.`,
      wrong: ({ waiting }) => `${waiting} tin đang chờ mà không ai lấy; chương trình có đang chạy không?`,
    },
    "webhook-error": {
      ok: () => "không có lỗi webhook.",
      wrong: ({ at, said }) =>
        `lần cuối Telegram gọi không được: “${said}” lúc ${at}. Kiểm tra PUBLIC_URL, chứng chỉ https và tường lửa.`,
    },
    commands: {
      ok: ({ lists }) => `${lists} danh sách lệnh đã công bố.`,
      wrong: ({ outdated, error }) =>
        error === undefined
          ? `${outdated} danh sách lệnh chưa mới; khởi động chương trình để công bố lại.`
          : `không xem được danh sách lệnh (${error}); thử lại sau.`,
    },
  },
  slack: {
    token: {
      ok: ({ bot, team }) => `token đúng, bot ${bot} ở workspace ${team}.`,
      wrong: ({ problem }) =>
        `Slack không nhận token (${problem}). api.slack.com/apps → chọn app → OAuth & Permissions → Bot User OAuth Token, rồi sửa SLACK_BOT_TOKEN.`,
    },
    permissions: {
      ok: () => "đủ quyền.",
      wrong: ({ missing }) =>
        `thiếu quyền: ${missing}. OAuth & Permissions → Bot Token Scopes → thêm các quyền này → Reinstall to Workspace.`,
    },
    socket: {
      ok: () => "socket mode mở được.",
      wrong: ({ problem }) =>
        `socket mode không mở được (${problem}). Basic Information → App-Level Tokens → token có quyền connections:write, rồi sửa SLACK_APP_TOKEN; Socket Mode → bật.`,
    },
    "signing-secret": {
      ok: () => "có signing secret; Slack gọi đến PUBLIC_URL/hooks/slack.",
      wrong: () => "thiếu SLACK_SIGNING_SECRET: Basic Information → App Credentials → Signing Secret.",
    },
  },
  "zalo-bot": {
    token: {
      ok: ({ account }) => `token đúng, bot là ${account}.`,
      wrong: ({ reason }) =>
        `Zalo không nhận token (${reason}). Trong Zalo: OA “Zalo Bot Manager” → mini app “Zalo Bot Creator” → chọn bot → lấy lại token, rồi sửa ZALO_BOT_TOKEN.`,
    },
    groups: {
      ok: () => "bot được phép vào nhóm.",
      wrong: () => "bot chưa được vào nhóm; bật trong phần cài đặt bot ở Zalo Bot Creator nếu cần đăng tin vào nhóm.",
    },
    webhook: {
      ok: ({ mode }) => (mode === "polling" ? "bot tự lấy tin; chỉ để dùng thử." : "webhook đúng địa chỉ."),
      wrong: ({ mode, seen, reason }) =>
        reason !== undefined
          ? `không hỏi được webhook (${reason}); thử lại sau.`
          : mode === "polling"
            ? `đang đặt webhook ở ${seen} trong khi ZALO_BOT_MODE=polling; khởi động chương trình, webhook tự được gỡ.`
            : `webhook đang ở “${seen}”, cần là PUBLIC_URL/hooks/zalo-bot; khởi động chương trình để đặt lại.`,
    },
    "file-links": {
      ok: () => "gửi được ảnh qua liên kết có hạn.",
      wrong: () => "chưa gửi được ảnh; đặt PUBLIC_URL và SECRET_KEY.",
    },
  },
  "zalo-oa": {
    token: {
      ok: ({ hours }) => `token còn hạn ${hours} giờ, tự gia hạn.`,
      wrong: ({ reason }) =>
        reason === "no-token"
          ? "chưa có token: làm lại bước cấp quyền trong hướng dẫn kết nối và đặt ZALO_OA_REFRESH_TOKEN."
          : reason === "token-ended"
            ? "token đã hết hạn; khởi động chương trình để gia hạn. Vẫn lỗi thì cấp quyền lại và đặt ZALO_OA_REFRESH_TOKEN."
            : reason === "wrong-secret-key"
              ? "token đã lưu được mã hoá bằng SECRET_KEY khác; đặt lại khoá cũ, hoặc cấp quyền lại."
              : `không đọc được token đã lưu (${reason}); kiểm tra kho dữ liệu.`,
    },
    "token-at-first-start": { ok: () => "refresh token sẽ được đổi khi khởi động lần đầu." },
    account: {
      ok: ({ account }) => `Official Account: ${account}.`,
      wrong: ({ reason }) =>
        `Zalo không cho xem OA (${reason}). Kiểm tra OA đã cấp quyền cho ứng dụng ở developers.zalo.me → Official Account.`,
    },
    verified: {
      ok: () => "OA đã xác thực.",
      wrong: () => "OA chưa xác thực nên không gửi được tin chủ động; xác thực ở oa.zalo.me.",
    },
    plan: {
      ok: ({ plan, until }) => `gói ${plan}${until === "" ? "" : `, đến ${until}`}.`,
      wrong: () => "không thấy gói dịch vụ của OA; xem ở oa.zalo.me.",
    },
    "webhook-by-hand": {
      ok: ({ address }) => `webhook đặt bằng tay ở developers.zalo.me → Webhook: ${address}.`,
      wrong: () => "thiếu PUBLIC_URL, Zalo không gọi đến được.",
    },
    template: {
      ok: ({ templateId }) =>
        templateId === ""
          ? "không dùng mẫu tin; ngoài khung 7 ngày tin đi sang kênh khác của người nhận."
          : `mẫu tin ${templateId} dùng ngoài khung 7 ngày.`,
    },
  },
};
