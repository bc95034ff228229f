using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.RateStudies;
using UtilityBilling.Documents;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Pages.Billing.RateStudies;

[Authorize(BillingPermissions.Tariffs.View)]
public sealed class AccountsModel(IRateStudyAppService studies, IStringLocalizer texts) : PageModel
{
    public RateStudyDto Study { get; private set; } = null!;

    public bool WinnersFirst { get; private set; }

    public PagedResult<RateStudyAccountDto> List { get; private set; } = null!;

    public ScreenTable Table { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, string? first, string? export)
    {
        Study = await studies.GetAsync(id, HttpContext.RequestAborted);
        if (ExportResult.Asked(export))
            return await this.ExportAsync(RateStudyTables.Accounts, studies.AllAccountsAsync(id, HttpContext.RequestAborted), export!, cancellationToken: HttpContext.RequestAborted);
        WinnersFirst = first == "less";
        List = await studies.AccountsAsync(id, WinnersFirst, this.ListRequest(), HttpContext.RequestAborted);
        Table = RateStudyTables.Accounts.ToScreen(List.Items, texts);
        return this.PageOrPartial("_Accounts", this);
    }
}
