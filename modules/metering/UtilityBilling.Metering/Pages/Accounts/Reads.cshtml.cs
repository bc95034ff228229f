using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Errors;
using UtilityBilling.Metering.Reads;

namespace UtilityBilling.Metering.Pages.Accounts;

[Authorize(MeteringPermissions.Reads.View)]
public sealed class ReadsModel(IAccountDirectory accounts, IAccountReadsAppService reads) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    public AccountCard Account { get; private set; } = null!;
    public IReadOnlyList<ServicePointReadsDto> Points { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var found = await accounts.ByAccountAsync([Id], HttpContext.RequestAborted);
        Account = found.TryGetValue(Id, out var card) ? card : throw new EntityNotFoundException(typeof(AccountCard), Id);
        Points = await reads.GetAsync(Id, HttpContext.RequestAborted);
    }
}
