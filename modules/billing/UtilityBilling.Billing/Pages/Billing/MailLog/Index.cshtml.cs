using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.MailLog;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.MailLog;

/// <summary>The mail of the day, entered one line after the other: day, way and department stay as they were.</summary>
[Authorize(BillingPermissions.MailLog.View)]
public sealed class IndexModel(IMailLogAppService log, IPermissionChecker permissions, IClock clock, IStringLocalizer texts) : PageModel
{
    [BindProperty] public MailEntryInput Input { get; set; } = new();
    [BindProperty] public string? Reason { get; set; }

    /// <summary>What the line before was, so that the next begins with it.</summary>
    [BindProperty(SupportsGet = true)] public DateOnly? Day { get; set; }
    [BindProperty(SupportsGet = true)] public MailDirection? Way { get; set; }
    [BindProperty(SupportsGet = true)] public Guid? Of { get; set; }

    public PagedResult<MailEntryDto> List { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];
    public bool MayEdit { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        (Input.Day, Input.Direction, Input.DepartmentId) = (Day ?? clock.Today, Way ?? default, Of);
        return this.PageOrPartial("_List", this);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await log.AddAsync(Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:MailLog.Added", Input.Pieces!]);
        return this.GoTo($"/Billing/MailLog?day={Input.Day:yyyy-MM-dd}&way={Input.Direction}&of={Input.DepartmentId}");
    }

    public async Task<IActionResult> OnPostStrikeAsync(Guid entry)
    {
        ModelState.Clear();
        await LoadAsync();
        Input.Day = clock.Today;
        await log.StrikeAsync(entry, Reason, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:MailLog.Struck"]);
        return this.GoTo("/Billing/MailLog");
    }

    private async Task LoadAsync()
    {
        List = await log.ListAsync(this.ListRequest(), HttpContext.RequestAborted);
        var departments = await log.DepartmentsAsync(HttpContext.RequestAborted);
        foreach (var id in new[] { Of, Input.DepartmentId }.OfType<Guid>())
            if (departments.All(d => d.Id != id))
                throw new EntityNotFoundException(typeof(MailDepartmentDto), id);
        Departments = [.. departments.Where(d => !d.IsRetired).Select(d => new SelectListItem(d.Name, d.Id.ToString()))];
        MayEdit = await permissions.IsGrantedAsync(BillingPermissions.MailLog.Edit, HttpContext.RequestAborted);
    }
}
