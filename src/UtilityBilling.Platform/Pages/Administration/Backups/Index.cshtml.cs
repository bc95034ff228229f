using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Platform.Backups;
using UtilityBilling.Platform.Permissions;

namespace UtilityBilling.Platform.Pages.Administration.Backups;

/// <summary>B2: the last backup taken and, what counts, the last one restored.</summary>
[Authorize(PlatformPermissions.Backups.View)]
public sealed class IndexModel(IBackupAppService backups) : PageModel
{
    public BackupStanding Standing { get; private set; } = null!;

    public async Task OnGetAsync() => Standing = await backups.GetAsync(HttpContext.RequestAborted);
}
