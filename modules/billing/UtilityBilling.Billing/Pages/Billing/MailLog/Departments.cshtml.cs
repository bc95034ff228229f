using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.MailLog;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.MailLog;

/// <summary>The departments that mail is counted for.</summary>
[Authorize(BillingPermissions.MailLog.Edit)]
public sealed class DepartmentsModel(IMailLogAppService log) : PageModel
{
    [BindProperty] public MailDepartmentInput Department { get; set; } = new();
    public IReadOnlyList<MailDepartmentDto> Departments { get; private set; } = [];

    public async Task OnGetAsync() => Departments = await log.DepartmentsAsync(HttpContext.RequestAborted);

    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await log.AddDepartmentAsync(Department, HttpContext.RequestAborted);
        return this.GoTo("/Billing/MailLog/Departments");
    }

    public async Task<IActionResult> OnPostSendsAsync(Guid id)
    {
        ModelState.Clear();
        await OnGetAsync();
        await log.SendsStatementsAsync(id, HttpContext.RequestAborted);
        return this.GoTo("/Billing/MailLog/Departments");
    }

    public async Task<IActionResult> OnPostRetireAsync(Guid id, bool retired)
    {
        ModelState.Clear();
        await OnGetAsync();
        await log.RetireDepartmentAsync(id, retired, HttpContext.RequestAborted);
        return this.GoTo("/Billing/MailLog/Departments");
    }
}
