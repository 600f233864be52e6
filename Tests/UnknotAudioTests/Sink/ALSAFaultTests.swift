import Glibc
import Testing

@testable import UnknotAudio

struct ALSAFaultTests {
    @Test(arguments: [
        (EAGAIN, ALSAState.running, ALSARemedy.retry), (EINTR, .prepared, .retry),
        (EPIPE, .running, .prepare), (EPIPE, .underrun, .prepare), (EIO, .underrun, .prepare),
        (ESTRPIPE, .running, .resume), (ESTRPIPE, .suspended, .resume), (EIO, .suspended, .resume),
        (EBADFD, .prepared, .prepare), (EBADFD, .setup, .prepare), (EIO, .setup, .prepare),
        (EIO, .running, .reopen), (ENODEV, .running, .reopen), (ENODEV, .other, .reopen),
        // Whatever the number says, a device that is gone does not come back.
        (EAGAIN, .gone, .reopen), (EPIPE, .gone, .reopen), (ESTRPIPE, .gone, .reopen),
        (ENODEV, .gone, .reopen),
    ])
    func everyFaultHasItsRemedy(error: Int32, state: ALSAState, remedy: ALSARemedy) {
        #expect(ALSARemedy(error: -error, state: state) == remedy)
    }

    @Test func aDeviceThatNeverPlaysIsGivenUpAfterThreeRecoveries() {
        var budget = RecoveryBudget()
        let spent = (0..<5).map { budget.spend(now: $0 * 60_000_000_000) }
        #expect(spent == [true, true, true, false, false])
    }

    @Test func playingRefillsTheBudget() {
        var budget = RecoveryBudget()
        for second in 0..<100 {
            let isLeft = budget.spend(now: Int64(second) * 1_000_000_000)
            #expect(isLeft)
            budget.played()
        }
    }

    @Test func tenRecoveriesInFiveSecondsAreTheMost() {
        var budget = RecoveryBudget()
        let spent = (0..<11).map { index in
            defer { budget.played() }
            return budget.spend(now: Int64(index) * 400_000_000)
        }
        #expect(spent == Array(repeating: true, count: 10) + [false])
        budget.played()
        let isLeft = budget.spend(now: 60_000_000_000)
        #expect(isLeft)
    }
}
