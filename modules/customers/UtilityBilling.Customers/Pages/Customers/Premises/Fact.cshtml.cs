using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Customers.Premises;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Customers.Pages.Customers.Premises;

/// <summary>One value of a fact: corrected, ended, or taken out.</summary>
[Authorize(CustomersPermissions.Accounts.Edit)]
public sealed class FactModel(IPremiseAppService premises, IPremiseFactAppService facts, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    public CorrectFactInput Correct { get; private set; } = new();
    public EndFactInput End { get; private set; } = new();
    public RemoveFactInput Remove { get; private set; } = new();
    public string Address { get; private set; } = "";
    public PremiseFactDto Fact { get; private set; } = null!;
    public FactChoice Choice { get; private set; } = null!;
    public string? Failed { get; private set; }

    public async Task OnGetAsync()
    {
        Fact = await facts.GetAsync(Id, HttpContext.RequestAborted);
        Address = (await premises.GetAsync(Fact.PremiseId, HttpContext.RequestAborted)).Address;
        Choice = (await facts.OfNameAsync(Fact.PremiseId, Fact.Name, HttpContext.RequestAborted)).Fact;
        if (Failed != "Correct")
            Correct = new CorrectFactInput { Value = Fact.Value, From = Fact.From, To = Fact.To, Source = Fact.Source };
    }

    public async Task<IActionResult> OnPostCorrectAsync([Bind(Prefix = "Correct")] CorrectFactInput correct)
    {
        (Correct, Failed) = (correct, "Correct");
        return await DoAsync(() => facts.CorrectAsync(Id, correct, HttpContext.RequestAborted));
    }

    public async Task<IActionResult> OnPostEndAsync([Bind(Prefix = "End")] EndFactInput end)
    {
        (End, Failed) = (end, "End");
        return await DoAsync(() => facts.EndAsync(Id, end, HttpContext.RequestAborted));
    }

    public async Task<IActionResult> OnPostRemoveAsync([Bind(Prefix = "Remove")] RemoveFactInput remove)
    {
        (Remove, Failed) = (remove, "Remove");
        return await DoAsync(() => facts.RemoveAsync(Id, remove, HttpContext.RequestAborted));
    }

    /// <summary>The page's own content is loaded first, so that a refusal can show it again.</summary>
    private async Task<IActionResult> DoAsync(Func<Task> act)
    {
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await act();
        this.Alerts().Success(texts["Customers:Saved"]);
        return this.GoTo($"/Customers/Premises/{Fact.PremiseId}/Facts");
    }
}
