using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Moves;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Timing;

namespace UtilityBilling.Customers.Pages.Customers.Accounts;

/// <summary>CA-04, CA-07: ends an occupancy with its services in one form: day, final reads, where the final bill goes, and who follows. What it would do is shown first on request.</summary>
[Authorize(CustomersPermissions.Moves.Manage)]
public sealed class MoveOutModel(IAccountAppService accounts, IMoveAppService moves, IClock clock, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public MoveOutInput Input { get; set; } = new();
    public AccountHeaderDto Header { get; private set; } = null!;
    public IReadOnlyList<MoveOutChoice> Choices { get; private set; } = [];
    public MoveOutChoice? Chosen { get; private set; }
    public IReadOnlyList<FinalReadPlace> Places { get; private set; } = [];
    public MoveOutEffect? Effect { get; private set; }

    public FinalReadPlace PlaceOf(Guid registerId) => Places.First(p => p.RegisterId == registerId);

    public async Task OnGetAsync(Guid? occupancy)
    {
        Header = await accounts.HeaderAsync(Id, HttpContext.RequestAborted);
        if (occupancy is { } asked)
            await moves.RequireOccupancyAsync(Id, asked, HttpContext.RequestAborted);
        Choices = await moves.MoveOutChoicesAsync(Id, HttpContext.RequestAborted);
        Chosen = Choices.Count == 0 ? null : Choices[0];
        foreach (var choice in Choices)
            if (choice.OccupancyId == (Input.OccupancyId ?? occupancy))
                Chosen = choice;
        if (Chosen is null)
            return;
        if (Input.OccupancyId != Chosen.OccupancyId)
            (Input.OccupancyId, Input.Version) = (Chosen.OccupancyId, Chosen.Version);
        Places = await moves.FinalReadsAsync(Chosen.OccupancyId, Input.On ?? clock.Today, HttpContext.RequestAborted);
        var typed = Input.Reads.ToDictionary(r => r.RegisterId);
        Input.Reads.Clear();
        foreach (var place in Places)
            Input.Reads.Add(typed.GetValueOrDefault(place.RegisterId) ?? new MoveOutReadInput { RegisterId = place.RegisterId });
    }

    public async Task<IActionResult> OnPostEffectAsync()
    {
        await RequireAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        Effect = await moves.MoveOutEffectAsync(Input, HttpContext.RequestAborted);
        await OnGetAsync(null);
        ModelState.Clear();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await RequireAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await moves.MoveOutAsync(Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Customers:MoveOut.Done", PageTexts.Day(Input.On)]);
        return this.GoTo(Input.Next switch
        {
            MoveOutNext.Transfer => $"/Customers/MoveIn?account={Id}&on={PageTexts.Day(Input.On)}",
            MoveOutNext.NextOccupant => $"/Customers/MoveIn?premise={Chosen!.PremiseId}&on={PageTexts.Day(Input.On)}",
            _ => $"/Customers/Accounts/{Id}/Services",
        });
    }

    private async Task RequireAsync()
    {
        if (Input.OccupancyId is { } stay)
            await moves.RequireOccupancyAsync(Id, stay, HttpContext.RequestAborted);
        Chosen = (await moves.MoveOutChoicesAsync(Id, HttpContext.RequestAborted)).FirstOrDefault(c => c.OccupancyId == Input.OccupancyId);
        if (Chosen is null)
            ModelState.AddModelError("Input.OccupancyId", texts[CustomersErrorCodes.MoveOut.NotLivingThere]);
    }
}
