using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;
using UtilityBilling.Platform.Auditing;
using UtilityBilling.Platform.Permissions;

namespace UtilityBilling.Platform.Pages.Administration.AuditLog;

[Authorize(PlatformPermissions.AuditLog.View)]
public sealed class IndexModel(IAuditLogAppService auditLog) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "")] public AuditFilterInput Filter { get; set; } = new();
    [BindProperty(SupportsGet = true, Name = "export")] public string? Export { get; set; }
    public PagedResult<AuditEntry> List { get; private set; } = null!;
    public IReadOnlyList<string> Types { get; private set; } = [];
    public ChainState? Chain { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (ExportResult.Asked(Export))
            return await this.ExportAsync(AuditTable.Definition, auditLog.ExportAsync(Filter.ToFilter(), HttpContext.RequestAborted), Export!, cancellationToken: HttpContext.RequestAborted);
        await LoadAsync();
        return this.PageOrPartial("_List", this);
    }

    public async Task<IActionResult> OnPostVerifyAsync()
    {
        Chain = await auditLog.VerifyAsync(HttpContext.RequestAborted);
        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync()
    {
        Types = await auditLog.RecordTypesAsync(HttpContext.RequestAborted);
        List = await auditLog.ListAsync(Filter.ToFilter(), this.ListRequest(), HttpContext.RequestAborted);
    }
}
