using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Customers.Services;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.Messages;

/// <summary>BR-17: sentences on bills, by account, cycle or class.</summary>
[Authorize(BillingPermissions.Bills.View)]
public sealed class IndexModel(IStatementMessageAppService messages, ICycleChoices cycles, IPermissionChecker permissions, IClock clock, IStringLocalizer texts) : PageModel
{
    [BindProperty] public StatementMessageInput Input { get; set; } = new();
    public IReadOnlyList<StatementMessageDto> Messages { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Cycles { get; private set; } = [];
    public bool MayWrite { get; private set; }

    public async Task OnGetAsync()
    {
        await LoadAsync();
        Input = new StatementMessageInput { From = clock.Today };
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await messages.AddAsync(Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Messages.Added"]);
        return this.GoTo("/Billing/Messages");
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id)
    {
        ModelState.Clear();
        await LoadAsync();
        await messages.EndAsync(id, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Messages.Ended"]);
        return this.GoTo("/Billing/Messages");
    }

    private async Task LoadAsync()
    {
        Messages = await messages.ListAsync(HttpContext.RequestAborted);
        Cycles = [.. (await cycles.ListAsync(HttpContext.RequestAborted)).Select(c => new SelectListItem($"{c.Code} {c.Name}", c.Id.ToString()))];
        MayWrite = await permissions.IsGrantedAsync(BillingPermissions.Bills.Messages, HttpContext.RequestAborted);
    }
}
